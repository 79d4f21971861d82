"""Words for stories of deliveries that Amazon ships for another channel."""

from ..common import AmazonCommon

ADDRESS = {
    "name": "Ann Smith",
    "street": "1 Main Street",
    "city": "Seattle",
    "zip": "98103",
    "phone": "555-0100-77",
    "email": "ann@example.com",
}


class MultiChannelCommon(AmazonCommon):
    """An own shop whose goods lie at Amazon: two mugs and lamps in the FBA warehouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fba = cls.store.fba_warehouse_id
        for product in (cls.mug, cls.lamp):
            cls._put_in_stock(product, 50, cls.fba)
            cls.list_at_amazon(product)
        cls.fba.amazon_multi_channel = True
        usa = cls.env.ref("base.us")
        cls.ann = cls.env["res.partner"].create(
            {
                **ADDRESS,
                "country_id": usa.id,
                "state_id": cls.env["res.country.state"]
                .search([("country_id", "=", usa.id), ("code", "=", "WA")])
                .id,
            }
        )

    @classmethod
    def list_at_amazon(cls, product, **vals):
        return cls.env["amazon.listing"].create(
            {
                "store_id": cls.store.id,
                "seller_sku": product.default_code,
                "fulfillment_channel": "AMAZON_NA",
                "status": "active",
                "product_id": product.id,
                **vals,
            }
        )

    def setUp(self):
        super().setUp()
        for sku in ("MUG", "LAMP"):
            self.amazon.add_listing(sku, channel="AMAZON", quantity=20)

    # Words of the stories

    def sell(self, *lines, warehouse=None, **vals):
        """A sales order of the own shop, confirmed; lines are (product, quantity).

        :return: its delivery
        """
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.ann.id,
                "warehouse_id": (warehouse or self.fba).id,
                "order_line": [
                    (0, 0, {"product_id": product.id, "product_uom_qty": quantity})
                    for product, quantity in lines or [(self.mug, 2)]
                ],
                **vals,
            }
        )
        sale.action_confirm()
        return sale.picking_ids

    def run_job(self):
        """Run the job; returns its ``amazon.operation``."""
        return self.env["amazon.schedule"]._run_now("amazon.fulfillment", self.account)

    def send(self, *lines, **vals):
        """Sell, and let the job send it.

        :return: tuple (delivery, its ``amazon.fulfillment``)
        """
        picking = self.sell(*lines, **vals)
        self.run_job()
        document = picking.amazon_fulfillment_id
        self.assertEqual(document.state, "sent", document.reason)
        return picking, document

    def asked(self):
        """What Amazon was asked to ship, in the order it came."""
        return self.amazon.fulfillments()

    def trouble(self, document):
        return set(document.trouble_ids.mapped("key"))

    def open_picking(self, picking):
        return picking.sale_id.picking_ids.filtered(
            lambda each: each.state not in ("done", "cancel")
        )

    def stock(self, product):
        return product.with_context(location=self.fba.lot_stock_id.id).qty_available
