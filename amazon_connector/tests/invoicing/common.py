"""Words of the stories about invoices."""

from ..common import AmazonCommon


class InvoicingCase(AmazonCommon):
    """A store whose shipped orders are invoiced and posted."""

    def setUp(self):
        super().setUp()
        self.store.write({"invoicing": "posted", "invoice_from": "2020-01-01", "tz": "UTC"})

    def sell(self, ship=True, **wish):
        """An order of Amazon that is imported and, unless told otherwise, shipped.

        :return: ``sale.order``
        """
        ref = self.amazon.place_order(**({"sku": "MUG", "unit_price": "9.99"} | wish))
        self.sync_orders()
        sale = self.sale(ref)
        if ship:
            self.ship(sale)
        return sale

    def invoice(self):
        """Press *Create Invoices*; returns the ``amazon.operation``."""
        return self.store.action_create_invoices()

    def set_taxes(self):
        """Amazon's tax amounts come into invoices, on Odoo's taxes."""
        self.store.tax_mode = "import"
        self.store.action_suggest_taxes()
