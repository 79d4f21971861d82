"""Whose a delivery is, is told in one place; what follows from it asks there (C1, B19)."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.delivery.stock_picking import HOLD, SALE, Owner
from .test_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestOwner(DispatchCommon):
    def test_a_delivery_of_an_order_is_its_sale_in_every_step(self):
        self.warehouse.delivery_steps = "pick_ship"
        document = self.imported()

        for picking in document.sale_order_id.picking_ids:
            owner = picking._get_amazon_owner()
            self.assertEqual((owner.kind, owner.documents), (SALE, document))

    def test_what_only_holds_stock_never_leaves(self):
        document = self.imported()
        picking = document.sale_order_id.picking_ids.copy({"amazon_order_id": document.id})

        self.assertEqual(picking._get_amazon_owner().kind, HOLD)
        with self.assertRaisesRegex(UserError, "only holds stock"):
            picking._action_done()

    def test_a_delivery_of_another_order_is_nobodys_at_amazon(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Walk-in"}).id,
                "order_line": [(0, 0, {"product_id": self.mug.id})],
            }
        )
        sale.action_confirm()

        self.assertFalse(sale.picking_ids._get_amazon_owner().kind)

    def test_a_further_kind_is_not_confirmed_as_a_sale(self):
        document = self.imported()
        Picking = type(self.env["stock.picking"])
        with patch.object(Picking, "_get_amazon_owner", lambda _self: Owner("repair", document)):
            self.ship(document.sale_order_id)

        self.assertFalse(document.shipment_ids)
