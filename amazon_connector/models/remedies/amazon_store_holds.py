"""Documents of a store that wait for a person: how that is told, and the way to them."""

from datetime import timedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ...context_keys import TROUBLE
from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

# The grace of a take-over is hours: what waits longer than this is worth a person's time.
TAKEOVER_PATIENCE = timedelta(days=2)

HOLDS = {
    "held_sale": TroubleKind(
        title=_lt("Amazon orders are sales orders already"),
        sentence=_lt(
            "Orders on hold: %(count)s. Sales orders bear their numbers and differ from them. "
            "Correct or cancel those and try again, or ignore the Amazon orders."
        ),
        action="action_view_existing",
        action_text=_lt("Open Orders"),
    ),
    "held_takeover": TroubleKind(
        title=_lt("Amazon orders wait for the other connector"),
        sentence=_lt(
            "Orders on hold: %(count)s. They were placed before the switch, and the other "
            "connector may still bring them. They continue automatically once its grace is over."
        ),
        action="action_view_takeover",
        action_text=_lt("Open Take-over"),
        severity="warning",
        patience=TAKEOVER_PATIENCE,
    ),
    "held_address": TroubleKind(
        title=_lt("Amazon orders wait for an address"),
        sentence=_lt(
            "Orders on hold: %(count)s. Amazon gives no complete address for them. Reload them "
            "once Seller Central shows it, or import them without address and complete it on "
            "the sales order."
        ),
        action="action_view_unaddressed",
        action_text=_lt("Open Orders"),
    ),
    "held_map": TroubleKind(
        title=_lt("Amazon settlements have unmapped rows"),
        sentence=_lt(
            "Settlements in draft: %(count)s. The fee map does not know: %(missing)s. Map these "
            "rows; the settlements then continue automatically."
        ),
        action="action_view_held",
        action_text=_lt("Open Settlements"),
        severity="warning",
    ),
    "held_total": TroubleKind(
        title=_lt("Amazon settlements do not add up"),
        sentence=_lt(
            "The rows of these settlements do not add up to Amazon's total: %(missing)s. Download "
            "them again from Seller Central and upload them."
        ),
        action="action_view_held",
        action_text=_lt("Open Settlements"),
    ),
    "held_orders": TroubleKind(
        title=_lt("Settlements wait for orders"),
        sentence=_lt(
            "Odoo does not have all orders of these settlements: %(missing)s. Open them and press "
            "Load Orders."
        ),
        action="action_view_held",
        action_text=_lt("Open Settlements"),
        severity="warning",
    ),
    "held_account": TroubleKind(
        title=_lt("Settlements wait for accounts"),
        sentence=_lt(
            "Settlements in draft: %(count)s. Journals or accounts are not chosen yet; the "
            "settlements say which. They continue automatically."
        ),
        action="action_view_held",
        action_text=_lt("Open Settlements"),
        severity="warning",
    ),
    "held_rate": TroubleKind(
        title=_lt("Settlements wait for an exchange rate"),
        sentence=_lt("Settlements in draft: %(count)s. Enter the rates that they name."),
        action="action_view_held",
        action_text=_lt("Open Settlements"),
        severity="warning",
    ),
    "held_locked": TroubleKind(
        title=_lt("Settlements wait for a locked period"),
        sentence=_lt(
            "Settlements in draft: %(count)s. Ask for the period to be opened, or choose in the "
            "store that entries move to the first open day."
        ),
        action="action_view_held",
        action_text=_lt("Open Settlements"),
        severity="warning",
    ),
    "held_refund": TroubleKind(
        title=_lt("Amazon refunds need you"),
        sentence=_lt(
            "Refunds on hold: %(count)s. They cannot be booked as Amazon tells them; each says why "
            "and what to do. Orders: %(missing)s."
        ),
        action="action_view_held",
        action_text=_lt("Open Refunds"),
    ),
    "held_return": TroubleKind(
        title=_lt("Amazon returns need you"),
        sentence=_lt(
            "Returns on hold: %(count)s. More comes back than was delivered. Orders: %(missing)s."
        ),
        action="action_view_held",
        action_text=_lt("Open Returns"),
    ),
    "held_invoice": TroubleKind(
        title=_lt("Amazon refunds wait for invoices"),
        sentence=_lt(
            "Refunds that have waited for more than a week: %(count)s. Invoice these orders, or "
            "ignore the refunds: %(missing)s. The credit notes then follow automatically."
        ),
        action="action_view_held",
        action_text=_lt("Open Refunds"),
        severity="warning",
    ),
    "no_settlement": TroubleKind(
        title=_lt("No settlement from Amazon"),
        sentence=_lt(
            "The last settlement in %(currency)s ended on %(last)s, and orders came since. Amazon "
            "lists settlements for 90 days only: download those that are missing in Seller Central "
            "(Payments, Reports Repository, Flat File V2) and upload them."
        ),
        action="action_upload_settlements",
        action_text=_lt("Upload Settlements"),
    ),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def action_view_held(self):
        """The documents on hold that the issue tells of whose remedy this is.

        :return: window action
        """
        self.ensure_one()
        told = self.trouble_ids.filtered(lambda issue: issue.id == self.env.context.get(TROUBLE))
        if not told:
            return self.action_open_store()
        told_as, _colon, model = told.key.partition(":")
        domain = Domain("store_id", "=", self.id) & Domain("state", "=", "held")
        kind = told_as.removeprefix("held_")
        if kind != told_as:  # Else no hold of this kind has words of its own: all are shown.
            of_kind = Domain("hold_key", "=", kind) | Domain("hold_key", "=like", f"{kind}:%")
            domain &= of_kind
        return {
            "type": "ir.actions.act_window",
            "name": told.title,
            "res_model": model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
        }

    def action_view_unaddressed(self):
        """The orders of the store that wait for a complete address.

        :return: window action
        """
        return self._get_held_action("address:")

    def action_view_existing(self):
        """The orders of the store whose number a sales order bears already.

        :return: window action
        """
        return self._get_held_action("sale:")

    def _get_held_action(self, hold_key):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_order_action"
        )
        held = [("store_id", "in", self.ids), ("state", "=", "held")]
        return dict(action, domain=[*held, ("hold_key", "=", hold_key)], context={})
