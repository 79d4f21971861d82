"""A store's customers: whom an Amazon order is sold to, and on which terms."""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# The payment term of what a buyer has paid to Amazon.
PAID = "amazon_connector.payment_term_amazon"


class CustomerPolicy(NamedTuple):
    """By what a buyer is known, whether he is kept current, and who it is otherwise.

    ``otherwise``: ``insert`` a new customer, the ``fixed`` one, or one for the whole ``channel``.
    """

    by_id: bool
    by_email: bool
    updates: bool
    otherwise: str

    @property
    def looks_up(self):
        """Whether buyers are told apart at all."""
        return self.by_id or self.by_email


POLICIES = {
    "keep_insert": CustomerPolicy(True, True, False, "insert"),
    "update_insert": CustomerPolicy(True, True, True, "insert"),
    "id_keep_fixed": CustomerPolicy(True, False, False, "fixed"),
    "email_update_insert": CustomerPolicy(False, True, True, "insert"),
    "email_update_fixed": CustomerPolicy(False, True, True, "fixed"),
    "fixed": CustomerPolicy(False, False, False, "fixed"),
    "channel": CustomerPolicy(False, False, False, "channel"),
}


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    customer_policy = fields.Selection(
        [
            ("update_insert", "Amazon id or e-mail exists: update it, else create a customer"),
            ("keep_insert", "Amazon id or e-mail exists: leave it, else create a customer"),
            ("id_keep_fixed", "Amazon id exists: leave it, else the fixed customer"),
            ("email_update_insert", "E-mail exists: update it, else create a customer"),
            ("email_update_fixed", "E-mail exists: update it, else the fixed customer"),
            ("fixed", "Always the fixed customer"),
            ("channel", "The store's name instead of the buyer"),
        ],
        string="Customer",
        required=True,
        default="keep_insert",
        help="Who becomes the customer of an Amazon order. Amazon gives no customer number: the "
        "anonymous e-mail address that it makes up for each buyer of a seller serves as the "
        "Amazon id. E-mail means a real address, which Amazon seldom gives. A buyer who was "
        "created from an order before is never created twice. Update: name, phone and address "
        "follow the newest order.",
    )
    customer_id = fields.Many2one(
        "res.partner",
        string="Fixed Customer",
        check_company=True,
        ondelete="restrict",
        domain="[('parent_id', '=', False)]",
        help="The customer of orders whose buyer is not saved as a contact, and of "
        "consolidated orders.",
    )
    company_as_customer = fields.Boolean(
        string="Company as Customer",
        help="Where the buyer names a company, the company is the customer and the buyer its "
        "contact. Off: the buyer is the customer.",
    )
    keep_addresses = fields.Boolean(
        string="Keep Delivery Addresses",
        default=True,
        help="Orders of a customer who stands for many buyers (fixed customer, store's name, "
        "guests) are delivered to the buyer's address, kept as a delivery contact. Off: they go "
        "to the customer's own address and no contact is made; for labels bought elsewhere.",
    )
    customer_tag_ids = fields.Many2many(
        "res.partner.category", string="Customer Tags", help="Put on customers that are created."
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms",
        check_company=True,
        help="Terms of the store's sales orders. Empty: Paid through Amazon, due at once.",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        help="All lines of the store's orders are booked on it, and what settlements book of "
        "sales, refunds and fees, unless the fee kind has its own. Empty: Odoo's analytic rules.",
    )
    income_account_id = fields.Many2one(
        "account.account",
        check_company=True,
        domain="[('account_type', 'in', ('income', 'income_other'))]",
        help="Invoices of the store's orders book revenue here, whatever account products, "
        "categories or fiscal positions say. Tax lines are left alone. Empty: as usual.",
    )

    @api.constrains("customer_policy", "customer_id", "consolidation")
    def _check_customer_id(self):
        for store in self:
            if store._needs_fixed_customer() and not store.customer_id:
                raise ValidationError(
                    self.env._(
                        "Choose the fixed customer of %s: its orders are sold to it.",
                        store.display_name,
                    )
                )

    def _needs_fixed_customer(self):
        """Whether orders of the store may be sold to the fixed customer."""
        return self._get_customer_policy().otherwise == "fixed" or self.consolidation == "day"

    def _get_customer_policy(self):
        """:return: ``CustomerPolicy``"""
        return POLICIES[self.customer_policy]

    def _prepare_terms_vals(self):
        """On which terms the store sells. A hook.

        :return: dict for ``sale.order``
        """
        vals = {
            "pricelist_id": self.pricelist_id.id,
            "fiscal_position_id": False,
            "team_id": self.team_id.id,
            "user_id": self.user_id.id,
        }
        # A customer's own terms are for what is not paid yet.
        paid_id = self.env["ir.model.data"]._xmlid_to_res_id(PAID, raise_if_not_found=False)
        if terms_id := self.payment_term_id.id or paid_id:
            vals["payment_term_id"] = terms_id
        return vals
