"""Words of the stories about refunds."""

from odoo.tests import new_test_user

from ..invoicing.common import InvoicingCase


class RefundCase(InvoicingCase):
    """A store whose orders are invoiced, paid on clearing, and sometimes refunded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clearing = cls.env["account.account"].create(
            {
                "name": "Amazon clearing",
                "code": "109900",
                "account_type": "asset_current",
                "reconcile": True,
            }
        )
        cls.journal = cls.env["account.journal"].create(
            {"name": "Amazon US", "code": "AMZ", "type": "general"}
        )
        cls.accountant = new_test_user(
            cls.env, "accountant", groups="amazon_connector.group_accountant"
        )

    def setUp(self):
        super().setUp()
        self.store.write(
            {
                "clearing_account_id": self.clearing.id,
                "settlement_journal_id": self.journal.id,
                "payments": "shipped",
            }
        )

    def place(self, **wish):
        """A shipped and billed order of Amazon that Odoo has delivered; returns its id."""
        sale = self.sell(**wish)
        ref = sale.amazon_order_ids.amazon_ref
        self.assertTrue(ref, "The order was not imported.")
        self.amazon.ship_and_bill(ref)
        self.sync_orders()
        return ref

    def place_invoiced(self, **wish):
        """The same with a posted invoice; returns Amazon's id of the order."""
        ref = self.place(**wish)
        self.invoice()
        return ref

    def item_of(self, ref, sku=None):
        """Amazon's id of an order's item."""
        items = self.document(ref).item_ids
        return items.filtered(lambda item: sku in (None, item.seller_sku)).amazon_ref

    def sync_refunds(self):
        """Run the job; returns its ``amazon.operation``."""
        return self.account.action_sync_refunds()

    def refund(self, ref):
        """The inbox records of an order's refunds."""
        return self.env["amazon.refund"].search([("order_ref", "=", ref)], order="id")

    def credit(self, ref, *args, **how):
        """Amazon refunds, the job comes by; returns the order's refunds."""
        self.amazon.refund(ref, *args, **how)
        self.sync_refunds()
        return self.refund(ref)

    def balance(self, *accounts):
        """What stands on accounts, drafts left out."""
        items = self.env["account.move.line"].search(
            [("account_id", "in", [each.id for each in accounts]), ("parent_state", "=", "posted")]
        )
        return round(sum(items.mapped("balance")), 2)

    def assert_no_plug(self, move):
        """No line of Odoo's own that makes an entry fit."""
        plug = self.company.account_journal_suspense_account_id
        self.assertFalse(move.line_ids.filtered(lambda line: line.account_id == plug))
