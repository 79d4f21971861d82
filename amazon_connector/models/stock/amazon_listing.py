"""A listing's quantity: what Odoo has, what Amazon was told, what Amazon refuses."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...spapi.words import DEFAULT_CHANNEL

# A number that Amazon refuses is told again after that pause, doubled with each refusal.
RETRY_PAUSE = timedelta(minutes=5)
LONGEST_RETRY_PAUSE = timedelta(days=1)
# What is sold out and still on offer is told more often.
LONGEST_SOLD_OUT_PAUSE = timedelta(hours=1)
# So many refusals in a row before a person is told: they come within two hours.
MOST_REFUSALS = 5


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    amazon_quantity_at = fields.Datetime(
        readonly=True, help="When Amazon made the report that showed it."
    )
    told_again_at = fields.Datetime(
        readonly=True,
        help="When the quantity was told again because Amazon showed another one.",
    )
    push_failures = fields.Integer(
        string="Refusals", readonly=True, help="How often in a row Amazon refused the quantity."
    )
    push_retry_at = fields.Datetime(
        string="Next Try",
        readonly=True,
        help="When a refused quantity is sent again; a changed one is sent at once.",
    )
    is_out_of_step = fields.Boolean(
        string="Out of Step",
        compute="_compute_is_out_of_step",
        search="_search_is_out_of_step",
        help="Amazon offers, or may offer, another quantity than Odoo wants: it was not told yet, "
        "refuses it, or shows another one.",
    )

    # Odoo computes what is wanted where the store pushes it, of what the seller ships.
    is_quantity_kept = fields.Boolean(
        compute="_compute_is_quantity_kept", export_string_translation=False
    )

    @api.depends("product_id", "is_fba", "store_id.push_stock", "store_id.state")
    def _compute_is_quantity_kept(self):
        for listing in self:
            store = listing.store_id
            pushes = store.push_stock and store.state == "live"
            listing.is_quantity_kept = pushes and listing.product_id and not listing.is_fba

    @api.depends(
        "wanted_quantity", "pushed_quantity", "pushed_at", "push_error", "amazon_quantity_at"
    )
    def _compute_is_out_of_step(self):
        found = self.search([("id", "in", self.ids), ("is_out_of_step", "=", True)])
        for listing in self:
            listing.is_out_of_step = listing in found

    def _search_is_out_of_step(self, operator, value):
        """Listings of stores that push, by the columns as they stand: there may be 100,000."""
        if operator != "in":
            return NotImplemented
        query = SQL(
            """(SELECT l.id FROM amazon_listing l JOIN amazon_store s ON s.id = l.store_id
                WHERE s.push_stock AND s.state = 'live' AND l.is_listed
                  AND l.fulfillment_channel = %s AND l.product_id IS NOT NULL
                  AND (l.pushed_at IS NULL OR l.push_error IS NOT NULL
                       OR COALESCE(l.pushed_quantity, 0) <> COALESCE(l.wanted_quantity, 0)
                       OR l.amazon_quantity_at >= l.pushed_at
                          AND COALESCE(l.amazon_quantity, 0) <> COALESCE(l.pushed_quantity, 0)))""",
            DEFAULT_CHANNEL,
        )
        self.flush_model()
        self.env["amazon.store"].flush_model(["push_stock", "state"])
        return [("id", "in", query), *self.env["amazon.submission"]._get_stocked_domain()]

    def _is_untold(self):
        """Whether Amazon does not know yet what Odoo wants for this listing."""
        lead_time = self._get_lead_time()
        return (
            not self.pushed_at
            or self.pushed_quantity != self.wanted_quantity
            or bool(lead_time and lead_time != self.pushed_lead_time)
            or bool(self.push_retry_at and self.push_retry_at <= fields.Datetime.now())
        )

    def _is_newly_sold_out(self):
        """Whether there is none left of what Amazon may still offer."""
        return not self.wanted_quantity and (not self.pushed_at or self.pushed_quantity > 0)

    def _remember_told(self, quantity, lead_time):
        """Amazon was told a quantity: what it shows from now on is compared with that."""
        self.write(
            {
                "pushed_quantity": quantity,
                "pushed_at": fields.Datetime.now(),
                "push_error": False,
                "push_retry_at": False,
                # What Amazon showed before says nothing about what it was told now.
                "amazon_quantity_at": False,
                **self._prepare_lead_time_vals(lead_time),
            }
        )

    def _remember_taken(self):
        """Amazon has taken the quantity that it was told."""
        self.filtered("push_failures").push_failures = 0

    def _remember_refused(self, reason):
        """Amazon refuses the quantity: it is told again after a while, each time a longer one."""
        failures = self.push_failures + 1
        longest = LONGEST_RETRY_PAUSE if self.wanted_quantity else LONGEST_SOLD_OUT_PAUSE
        pause = min(RETRY_PAUSE * 2 ** min(failures - 1, 10), longest)
        self.write(
            {
                "push_error": reason,
                "push_failures": failures,
                "push_retry_at": fields.Datetime.now() + pause,
            }
        )

    def _remember_unanswered(self, reason):
        """Nobody knows whether Amazon took it: told again at once, then with each run."""
        is_first = not self.push_failures
        self.write({"push_error": reason, "push_failures": self.push_failures + 1})
        if is_first:
            self._look_soon()

    def _prepare_message_vals(self):
        """:return: value dict of the ``amazon.submission.message`` that is true now"""
        return {
            "listing_id": self.id,
            "quantity": self.wanted_quantity,
            "lead_time": self._get_lead_time(),
        }

    def _tell_again(self):
        """What Amazon was told is lost or was overwritten: the next run tells it anew."""
        self.write({"pushed_at": False})

    def _drop_refusals(self):
        """What is not told any more is refused no longer: nobody has to look at it."""
        quit_ones = self.filtered(
            lambda listing: (
                listing.push_error
                and (listing.fulfillment_channel != DEFAULT_CHANNEL or not listing._get_products())
            )
        )
        quit_ones.write({"push_error": False, "push_failures": 0, "push_retry_at": False})

    def _forget_told(self):
        """A person wants all of it told anew, and tried again what Amazon did not take."""
        self.write(
            {
                "pushed_at": False,
                "push_failures": 0,
                "push_retry_at": False,
                "told_again_at": False,
                "refused_lead_time": 0,
                "is_lead_time_told_again": False,
            }
        )

    def _prepare_shown_vals(self, quantity, told_at):
        """What follows from the quantity that a report shows.

        :param quantity: None where the report does not say
        :param told_at: when Amazon made the report (UTC, naive)
        :return: value dict, empty when nothing follows
        """
        if quantity is None:
            return {}
        if not self.pushed_at or quantity != self.pushed_quantity:
            return {"amazon_quantity_at": told_at}
        if self.told_again_at:
            return {"told_again_at": False, "push_error": False}
        return {}
