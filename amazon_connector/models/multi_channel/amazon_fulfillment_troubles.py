"""What can be wrong with a fulfillment, and what helps."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..delivery.stock_move import OVER
from ..troubles.trouble_kind import TroubleKind
from .amazon_fulfillment_cancel import CANCEL_TROUBLES, LONGEST_SILENCE

_lt = LazyTranslate(__name__)

LONGEST_WORK = timedelta(days=14)

KINDS = {
    "refused": TroubleKind(
        title=_lt("Fulfillment refused by Amazon"),
        sentence=_lt(
            "Amazon does not ship %(document)s. Open it to read Amazon's answer, correct what it "
            "names, then send it again; or cancel the fulfillment and ship the goods yourself."
        ),
        action="action_retry",
        action_text=_lt("Send Again"),
    ),
    "address": TroubleKind(
        title=_lt("Address not fit for Amazon"),
        sentence=_lt(
            "Amazon is not asked to ship %(document)s: something in the address is missing or too "
            "long (%(fields)s). Correct the address of the delivery; it is then sent automatically."
        ),
        action="action_view_partner",
        action_text=_lt("Open Address"),
    ),
    "unlisted": TroubleKind(
        title=_lt("No FBA listing for a product"),
        sentence=_lt(
            "Amazon is not asked to ship %(document)s: it has no FBA listing of %(products)s. Link "
            "the product to its listing, or take it out of the delivery; it is then sent "
            "automatically."
        ),
        action="action_view_listings",
        action_text=_lt("Open Listings"),
    ),
    "held": TroubleKind(
        title=_lt("A delivery is not sent to Amazon"),
        sentence=_lt(
            "Amazon is not asked to ship %(document)s. Open it to read why; once that is mended it "
            "is sent automatically."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
    ),
    "rest": TroubleKind(
        title=_lt("Amazon shipped a part"),
        sentence=_lt(
            "Amazon could not ship all of %(document)s. %(delivery)s holds the rest: send it to "
            "Amazon again once there is stock, ship it from another warehouse, or cancel it."
        ),
        action="action_view_rest",
        action_text=_lt("Open Delivery"),
    ),
    "cancelled_at_amazon": TroubleKind(
        title=_lt("Amazon cancelled a fulfillment"),
        sentence=_lt(
            "%(document)s was cancelled at Amazon and %(delivery)s has not left: send it to Amazon "
            "again, ship it from another warehouse, or cancel it."
        ),
        action="action_view_rest",
        action_text=_lt("Open Delivery"),
    ),
    "cancel_refused": TroubleKind(
        title=_lt("Too late to cancel at Amazon"),
        sentence=_lt(
            "Amazon ships %(document)s though it was cancelled in Odoo. Agree with the recipient "
            "on a return; what has left is taken from stock with a delivery of its own."
        ),
        action="action_deliver_again",
        action_text=_lt("Deliver Again"),
    ),
    "cancel_late": TroubleKind(
        title=_lt("Too late to cancel at Amazon"),
        sentence=_lt(
            "Amazon ships %(document)s all the same. Its delivery closes automatically once the "
            "goods have left; agree with the recipient on a return."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
    ),
    "cancel_untaken": TroubleKind(
        title=_lt("Not cancelled at Amazon yet"),
        sentence=_lt(
            "Amazon does not take the cancellation of %(document)s at the moment. It is tried "
            "again automatically; cancel it in Seller Central before Amazon ships it."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
        severity="warning",
        patience=timedelta(hours=1),
    ),
    "shipped_anyway": TroubleKind(
        title=_lt("Amazon shipped more than Odoo expects"),
        sentence=_lt(
            "Amazon shipped goods of %(document)s that no open delivery in Odoo holds: it was "
            "cancelled or changed meanwhile. Correct the stock of the FBA warehouse, and the sales "
            "order."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
        is_task=True,
    ),
    "not_done": TroubleKind(
        title=_lt("A delivery does not follow Amazon"),
        sentence=_lt(
            "Amazon shipped %(document)s and Odoo could not close its delivery: see the log for "
            "the reason. It is tried again automatically."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
    ),
    "not_shown": TroubleKind(
        title=_lt("Amazon does not show a fulfillment"),
        sentence=_lt(
            "Amazon took %(document)s and has not shown it for a day. Send it again: under the "
            "same number Amazon ships it once."
        ),
        action="action_retry",
        action_text=_lt("Send Again"),
        severity="warning",
    ),
    "overdue": TroubleKind(
        title=_lt("Amazon takes long to ship"),
        sentence=_lt(
            "Amazon has not finished %(document)s for two weeks. Look at it in Seller Central "
            "under Multi-Channel Fulfillment."
        ),
        action="action_view_picking",
        action_text=_lt("Open Delivery"),
        severity="warning",
    ),
}
# What is told before Amazon is asked.
PROBLEMS = ("address", "unlisted", "held")
# Whose sentence leaves the why to the document.
EXPLAINED = {"held", "cancel_refused", "cancel_late"}


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    def _tell_problems(self, problems):
        """Tell what keeps it from being sent, and what no longer does.

        :param problems: dict key → sentence, see ``_find_problems``
        """
        self._close_troubles(*(kind for kind in PROBLEMS if kind not in problems))
        for key in problems:
            arguments = self._get_problem_arguments(key)
            self._raise_trouble(key, document=self.display_name, **arguments)

    @api.model
    def _tell_stuck(self, documents, failed):
        """:param failed: dict document → why its delivery could not be done"""
        (documents - self.browse().union(*failed))._close_troubles("not_done")
        for document in failed:
            document._raise_trouble("not_done", document=document.display_name)

    @api.model
    def _tell_silent(self, account):
        """Tell once of what Amazon has taken and does not show, or does not finish."""
        now = fields.Datetime.now()
        sent = [("account_id", "=", account.id), ("state", "=", "sent")]
        unseen = [("read_at", "=", False), ("sent_at", "<", now - LONGEST_SILENCE)]
        for document in self.search([*sent, *unseen]):
            document._raise_trouble("not_shown", document=document.display_name)
        for document in self.search([*sent, ("sent_at", "<", now - LONGEST_WORK)]):
            document._raise_trouble("overdue", document=document.display_name)

    def _is_settled(self, trouble):
        if trouble.kind in PROBLEMS:
            return self.state != "pending"
        if trouble.kind in ("rest", "cancelled_at_amazon"):
            rest = self._find_rest()
            return rest.state in OVER or bool(rest.amazon_fulfillment_id) or not rest
        if trouble.kind in ("not_shown", "overdue", *CANCEL_TROUBLES):
            return self.state != "sent"
        return super()._is_settled(trouble)

    def _prepare_trouble_alerts(self):
        alerts = super()._prepare_trouble_alerts()
        if self.reason and EXPLAINED & set(self.sudo().trouble_ids.mapped("key")):
            alerts["reason"] = {"level": "warning", "message": self.reason}
        return alerts

    # Remedies

    def _find_rest(self):
        """:return: the delivery that was given back, the last one of its chain"""
        rest = self.picking_id
        while rest.backorder_ids:
            rest = rest.backorder_ids.sorted("id")[-1:]
        return rest

    def action_view_rest(self):
        return self._open(self._find_rest())

    def action_view_partner(self):
        return self._open(self.picking_id.partner_id)

    def action_view_listings(self):
        """The account's FBA listings, first those that no product is linked to.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_listing_action"
        )
        # Filters can be taken away: the product's own listing may be linked to another.
        shown_first = {"search_default_fba": 1, "search_default_unlinked": 1}
        domain = [("account_id", "=", self.account_id.id)]
        return dict(action, domain=domain, context=shown_first)

    def action_deliver_again(self):
        """Make a delivery for what Amazon ships though the first one was cancelled.

        :return: window action of the new delivery, which Amazon's shipments then close
        """
        self.check_access("write")
        document = self.sudo()
        if not document._get_open_picking() and document.picking_id:
            picking = document.picking_id.copy()
            picking.amazon_fulfillment_id = document
            picking.action_confirm()
            document.write({"is_cancel_wanted": False, "reason": False})
            document._close_troubles("cancel_refused")
        return self._open(document._get_open_picking())

    def _open(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
