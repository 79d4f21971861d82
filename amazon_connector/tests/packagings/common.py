"""Words of the stories about listings that sell a product by a packaging."""

from ..shipments.test_packages import PackagesCommon


class PackCommon(PackagesCommon):
    """*MUG-6* is six mugs to its buyers, and to Amazon one piece."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.six = cls.env.ref("uom.product_uom_pack_6")
        cls.dozen = cls.env["uom.uom"].create(
            {
                "name": "Box of 12",
                "relative_factor": 12,
                "relative_uom_id": cls.mug.uom_id.id,
            }
        )
        cls.mug.uom_ids = cls.six | cls.dozen

    def list_packs(self, sku="MUG-6", channel="DEFAULT", unit=None, product=None, **vals):
        """A listing that Odoo knows, sold by packs of 6 unless another unit is named."""
        return self.env["amazon.listing"].create(
            {
                "store_id": self.store.id,
                "seller_sku": sku,
                "fulfillment_channel": channel,
                "product_id": (product or self.mug).id,
                "uom_id": (unit or self.six).id,
                **vals,
            }
        )

    def order_packs(self, quantity=2, **wish):
        """Order packs; returns Amazon's id of the order."""
        wish = {"sku": "MUG-6", "unit_price": "29.99", **wish}
        return self._import(quantity=quantity, **wish)

    def goods(self, ref):
        return self.sale(ref).order_line.filtered("amazon_item_id")

    def take(self, picking, units, tracking):
        """The picker takes some units; what is left becomes a backorder."""
        picking.move_ids.write({"quantity": units, "picked": True})
        picking.carrier_id = self.carrier("UPS")
        picking.carrier_tracking_ref = tracking
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()
        self.assertEqual(picking.state, "done")
