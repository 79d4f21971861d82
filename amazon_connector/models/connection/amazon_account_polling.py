"""How often an account's orders are looked for (B13)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import ValidationError


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    polling = fields.Selection(
        [("fixed", "At a fixed interval"), ("backoff", "More rarely while nothing comes")],
        string="Look for Orders",
        required=True,
        default="fixed",
        help="At a fixed interval: as often as the Schedule says. More rarely while nothing "
        "comes: each run without a new or changed order doubles the pause (5, 10, 20, 40, 80, "
        "at most 120 minutes), the first order brings it back to the interval of the Schedule. "
        "Amazon's quota is kept either way.",
    )
    polling_start = fields.Float(
        string="Day Starts At",
        default=6.0,
        help="Local time at which orders are looked for at once each day and the pause starts "
        "from its shortest again.",
    )
    polling_tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.user.tz or "UTC",
        help="Time zone of the start of the day; summer time is followed.",
    )

    @api.constrains("polling_start")
    def _check_polling_start(self):
        if any(not 0 <= account.polling_start < 24 for account in self):
            raise ValidationError(self.env._("The day starts between 00:00 and 23:59."))

    def _get_day_start(self, moment, days=0):
        """The last start of a day at or before a moment.

        :param moment: datetime, UTC, naive
        :param days: 1 for the start after it
        :return: datetime, UTC, naive
        """
        zone = ZoneInfo(self.polling_tz)
        today = moment.replace(tzinfo=UTC).astimezone(zone).date()
        clock = time(*divmod(round(self.polling_start * 60), 60))

        def start_of(day):
            return datetime.combine(day, clock, zone).astimezone(UTC).replace(tzinfo=None)

        # Compared in UTC: on the night of a clock change, local times are in no order.
        if start_of(today) > moment:
            days -= 1
        return start_of(today + timedelta(days=days))
