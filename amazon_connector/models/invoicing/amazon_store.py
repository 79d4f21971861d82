"""A store's invoices and payments: who makes them, when, and with which date (F1, F2)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Codes of the fee kinds that stand for charges to the buyer.
CHARGE_KINDS = {
    "shipping": "shipping",
    "gift_wrap": "giftwrap",
    "discount": "promotion",
    "tax": "tax",
    "collected_tax": "facilitator_tax",
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    invoicing = fields.Selection(
        [
            ("none", "By hand"),
            ("draft", "Drafts"),
            ("posted", "Posted"),
            ("collective", "Collective invoices"),
            ("settlement", "Posted with their settlement"),
        ],
        string="Invoices",
        required=True,
        default="none",
        follow="_follow_invoicing",
        help="Invoices of orders whose goods have left. By hand: only as you create them. Drafts: "
        "created and left to you. Posted: created and posted. Collective: one for all orders of "
        "a period, for each customer, currency and fiscal position; for stores that sell to a "
        "fixed customer. With their settlement: drafts that get number and date once Amazon "
        "settles the order. Invoices that you create are found, and none is created twice. Stores "
        "that are booked by settlements alone have none.",
    )
    invoice_period = fields.Selection(
        [("day", "Day"), ("week", "Week"), ("month", "Month")],
        string="Period",
        required=True,
        default="day",
        help="Each collective invoice is created after the end of its period, in the time zone of "
        "the store, and bears its last day. Weeks end on Sunday. More than 500 orders "
        "become several invoices.",
    )
    invoice_date_policy = fields.Selection(
        [
            ("shipment", "Date of shipment"),
            ("purchase", "Date of purchase"),
            ("today", "Date of creation"),
        ],
        string="Invoice Date",
        required=True,
        default="shipment",
        help="In the time zone of the store. Of several deliveries, the last one counts. "
        "Collective invoices contain the orders whose date is within their period.",
    )
    invoice_from = fields.Datetime(
        string="Invoices Since",
        help="Orders placed before are left to you. Filled in when invoices are switched on.",
    )
    invoice_journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain="[('type', '=', 'sale')]",
        help="Journal and numbers of the store's invoices. With a journal of its own, nobody else "
        "waits while many invoices get their numbers. Empty: the company's journal for sales.",
    )
    locked_period = fields.Selection(
        [("next", "Use the first open day"), ("wait", "Wait until it is open")],
        string="In a Locked Period",
        required=True,
        default="next",
        follow="_retry_invoices",
        help="What becomes of an entry whose day is locked. First open day: the invoice keeps its "
        "date, and is booked on the first day after the lock. Wait: it is not created, and "
        "the list of invoices on hold says so.",
    )
    payments = fields.Selection(
        [
            ("none", "Not booked"),
            ("shipped", "When Amazon shows the order as paid"),
            ("settlement", "By the settlement"),
        ],
        required=True,
        default="none",
        follow="_follow_invoicing",
        help="How posted invoices become paid: on Amazon clearing, never on a bank account. When "
        "Amazon shows the order as paid: at once, for each few hundred invoices one entry. By the "
        "settlement: invoices stay open until Amazon settles the order.",
    )

    @api.constrains("invoicing", "customer_policy", "consolidation")
    def _check_invoicing(self):
        for store in self.filtered(lambda store: store.invoicing == "collective"):
            if store._get_customer_policy().otherwise == "insert" and store.consolidation != "day":
                raise ValidationError(
                    self.env._(
                        "%s creates a customer for each buyer. Collective invoices are for stores "
                        "that sell to a fixed customer or to the store's name.",
                        store.display_name,
                    )
                )

    def _follow_invoicing(self):
        """Invoices are switched on: for orders from now on, unless another time is set."""
        for store in self:
            if not store.invoice_from and (store.invoicing != "none" or store.payments != "none"):
                store.invoice_from = fields.Datetime.now()
        self._retry_invoices()

    def _get_invoices_since(self):
        """:return: ``datetime``, UTC, naive: orders placed before are left to people"""
        return self.invoice_from or fields.Datetime.now()

    def _find_income_account(self, charge, product):
        """The account of goods or of a charge on invoices and credit notes.

        Charges: what was chosen for the charge's own product goes first, then what was chosen for
        its fee kind, so that invoices and settlements book it alike.

        :param charge: as sales lines call it, "" for goods
        :param product: ``product.product``, in the company that books
        :return: ``account.account``, empty where that of the product holds
        """
        account = self.income_account_id
        if not charge:
            return account
        if product.property_account_income_id:
            return account.browse()
        kinds = self.env["amazon.fee.kind"].sudo().with_company(product.env.company)
        kind = kinds._get_by_code().get(CHARGE_KINDS.get(charge), kinds)
        # Tax that was charged is owed, not earned.
        otherwise = account.browse() if charge in ("tax", "collected_tax") else account
        return kind.gl_account_id or otherwise

    def _retry_invoices(self):
        """What kept invoices and payments back may be gone: look at them again, soon."""
        held = [("amazon_store_id", "in", self.ids), ("amazon_invoice_hold", "!=", False)]
        self.env["sale.order"].sudo().search(held).amazon_invoice_retry_at = False
        self.env["amazon.schedule"]._find_for("amazon.invoicing", stores=self)._run_soon()
