"""Confirming in a batch steps aside where others have a say, and where it is turned off (B13)."""

from unittest.mock import patch

from odoo.tests import tagged

from ...context_keys import BATCH
from ...models.batches import stock_move
from ..delivery.test_dispatch import DispatchCommon


@tagged("post_install", "-at_install")
class TestBatchStepsAside(DispatchCommon):
    def test_a_batch_is_confirmed_together_as_a_rule(self):
        self.assertEqual(self.env["stock.move"]._find_foreign_rules(), [])
        self.assertIn(
            BATCH, self.env["stock.move"]._prepare_batch_context(self.env["product.product"])
        )

    def test_the_system_parameter_turns_it_off(self):
        self.env["ir.config_parameter"].set_param(stock_move.SWITCH, "False")

        self.assertEqual(
            self.env["stock.move"]._prepare_batch_context(self.env["product.product"]), {}
        )
        self.assertEqual(self.imported().sale_order_id.picking_ids.state, "assigned")

    def test_an_addon_that_chooses_where_to_reserve_is_heard(self):
        Move = type(self.env["stock.move"])
        with (
            self.addons_that_are_not_known(),
            patch.object(Move, "_update_reserved_quantity", return_value=0) as reserve,
        ):
            document = self.imported()

        self.assertTrue(reserve.called, "Odoo's own way was gone, move by move")
        self.assertEqual(document.sale_order_id.picking_ids.state, "confirmed")

    def test_it_can_be_read_which_addon_has_a_say(self):
        with self.addons_that_are_not_known():
            rules = self.env["stock.move"]._find_foreign_rules()

        self.assertIn("stock: stock.move._update_reserved_quantity", rules)
        self.assertIn("stock: stock.quant._gather", rules)

    def addons_that_are_not_known(self):
        """Odoo's own methods, taken for those of an addon that changes them."""
        return patch.object(stock_move, "KNOWN", ("amazon_connector",))
