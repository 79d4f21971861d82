"""A store's consolidation: one sales order per day under one customer, and when the day ends."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.exceptions import ConcurrencyError, ValidationError

MIDNIGHT = 24.0


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        compute="_compute_tz",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        follow="_follow_clock",
        help="Local time of the store: its days and daily times are counted in it. "
        "By default that of the marketplace's country.",
    )
    consolidation = fields.Selection(
        [("none", "One sales order per Amazon order"), ("day", "One sales order per day")],
        required=True,
        default="none",
        help="Per day: all orders of a day and warehouse become one sales order of the fixed "
        'customer, "Amazon Sales for <date>". It grows through the day, so that its goods are '
        "reserved at once, and buyers' names and addresses are left out. Each Amazon order keeps "
        "its lines, is cancelled on its own and its shipment confirmed on its own. For single "
        "orders under one customer, choose the fixed customer under Customers instead.",
    )
    consolidation_day = fields.Selection(
        [("purchase", "Day of purchase"), ("import", "Day of import")],
        string="Which Day",
        required=True,
        default="purchase",
        help="Day of purchase: an order goes to the sales order of the local day on which it was "
        "placed, however late it arrives; where that is closed, to another one of that day, "
        "which is closed with the day that runs. Day of import: it goes to the day that runs.",
    )
    consolidation_time = fields.Float(
        string="Day Ends At",
        default=MIDNIGHT,
        follow="_follow_clock",
        help="Local time at which the sales order of the day is closed and confirmed, if it is "
        "still a quotation. Orders placed later belong to the next day. 24:00 is midnight.",
    )

    @api.depends("marketplace_id")
    def _compute_tz(self):
        for store in self:
            store.tz = store.tz or store.marketplace_id._get_time_zone()

    @api.constrains("consolidation_time")
    def _check_consolidation_time(self):
        if any(not 0 < store.consolidation_time <= MIDNIGHT for store in self):
            raise ValidationError(
                self.env._("The day of a store ends between 00:01 and 24:00, its local time.")
            )

    def _follow_clock(self):
        """The day ends at another time: so do those that are open."""
        self.env["sale.order"].sudo()._rebook_daily_amazon(self)

    def _choose_day(self, purchased_at, now):
        """The day to whose sales order an order goes, in the store's local time.

        :param purchased_at: UTC, naive, or False
        :param now: UTC, naive
        :return: ``date``, never one that is still to come
        """
        today = self._get_open_day(now)
        if self.consolidation_day == "import" or not purchased_at:
            return today
        return min(self._get_open_day(purchased_at), today)

    def _get_closing_time(self, day, made_at):
        """When the sales order of a day is closed: one made after it, with the day that ran then.

        :param made_at: UTC, naive; None for one that was made in time
        :return: ``datetime``, UTC, naive
        """
        return self._get_day_end(max(day, self._get_open_day(made_at)) if made_at else day)

    def _get_open_day(self, now):
        """The day to which a moment belongs, in the store's local time.

        :param now: UTC, naive
        :return: ``date``
        """
        local = now.replace(tzinfo=UTC).astimezone(ZoneInfo(self.tz))
        ended = now >= self._get_day_end(local.date())
        return local.date() + timedelta(days=1) if ended else local.date()

    def _get_day_end(self, day):
        """When a day of the store ends; on a day of a clock change, by the new clock.

        :param day: ``date``, local
        :return: ``datetime``, UTC, naive
        """
        minutes = round(self.consolidation_time * 60)
        days, minutes = divmod(minutes, 24 * 60)
        clock = time(*divmod(minutes, 60))
        local = datetime.combine(day + timedelta(days=days), clock, ZoneInfo(self.tz))
        return local.astimezone(UTC).replace(tzinfo=None)

    def _lock_day(self):
        """Let one worker at a time add to a store's day.

        :raises ConcurrencyError: another one does; the batch then begins anew and sees its work
        """
        if not self.try_lock_for_update(allow_referencing=True):
            raise ConcurrencyError(f"Another worker adds to the day of store {self.id}.")

    def action_open_stuck_days(self):
        """The daily sales orders that ought to be closed and are not.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        names = self.env["amazon.trouble"]._find_open(self, "day_not_closed").mapped("key")
        domain = [
            ("amazon_store_id", "=", self.id),
            ("name", "in", [name.partition(":")[2] for name in names]),
        ]
        return dict(action, domain=domain, context={})
