"""Words of the stories about stock at Amazon."""

from ..common import AmazonCommon


class FbaCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.store.write({"import_fba": True, "fba_stock_mode": "adjust"})
        self.fba = self.store.fba_warehouse_id

    def offer(self, sku, quantity=0, product=None, **wish):
        """A listing in Amazon's warehouses, known to Odoo and linked to a product."""
        told = self.amazon.add_listing(sku, channel="AMAZON", quantity=quantity, **wish)
        self.link(sku, product, wish.get("marketplace", "US"))
        return told

    def link(self, sku, product, country="US", account=None):
        store = (account or self.account).store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == country
        )
        return self.env["amazon.listing"].create(
            {
                "store_id": store.id,
                "seller_sku": sku,
                "fulfillment_channel": "AMAZON_NA",
                "product_id": product.id if product else False,
            }
        )

    def sync(self, store=None):
        """Run the job; returns its ``amazon.operation``."""
        return (store or self.store).action_sync_fba_stock()

    def row(self, sku):
        rows = self.env["amazon.fba.stock"].search([])
        return rows.filtered(lambda row: sku in (row.skus or ()))

    def stock(self, product, location=None):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", (location or self.fba.lot_stock_id).id),
            ]
        )
        return sum(quants.mapped("quantity"))

    def adjustments(self, product):
        """Signed units of the inventory adjustments that name Amazon."""
        moves = self.env["stock.move"].search(
            [("product_id", "=", product.id), ("inventory_name", "ilike", "Amazon FBA")], order="id"
        )
        return [
            move.quantity if move.location_dest_id.usage == "internal" else -move.quantity
            for move in moves
        ]

    def deliver(self, picking):
        """A person does the delivery by hand."""
        picking.move_ids.quantity = sum(picking.move_ids.mapped("product_uom_qty"))
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")

    def place(self, name):
        return self.env["stock.location"].create(
            {"name": name, "usage": "internal", "location_id": self.fba.view_location_id.id}
        )

    def transfer(self, product, quantity, source=None, dest=None):
        """A transfer between two warehouses, confirmed."""
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.int_type_id.id,
                "location_id": (source or self.warehouse.lot_stock_id).id,
                "location_dest_id": (dest or self.fba.lot_stock_id).id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": (source or self.warehouse.lot_stock_id).id,
                            "location_dest_id": (dest or self.fba.lot_stock_id).id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking
