"""Orders confirmed in a batch end as orders confirmed one by one."""

from contextlib import ExitStack
from unittest.mock import patch

from odoo.tests import tagged

from ..common import AmazonCommon

# SKU and quantity of each line; each set is imported once in a batch and once one by one.
PLAIN = [[("PLAIN", 1)], [("PLAIN", 2), ("OTHER", 1)], [("OTHER", 3)]]
SCARCE = [[("SCARCE", 2), ("PLAIN", 1)]] * 3
SPECIAL = [[("SHELVES", 5)], [("LOTS", 2), ("PLAIN", 1)], [("LOOSE", 1)]]


@tagged("post_install", "-at_install")
class TestBatchEqualsSingle(AmazonCommon):
    def test_orders_of_plain_products(self):
        self.assert_same_outcome(PLAIN)

    def test_orders_that_stock_does_not_cover(self):
        self.assert_same_outcome(SCARCE)

    def test_orders_of_lots_several_shelves_and_goods_without_stock(self):
        self.assert_same_outcome(SPECIAL)

    def test_orders_picked_packed_and_shipped_in_three_steps(self):
        self.warehouse.delivery_steps = "pick_pack_ship"

        self.assert_same_outcome(PLAIN + SCARCE)

    def test_second_order_of_a_product_that_is_reserved_already(self):
        self.assert_same_outcome(PLAIN)
        self.assert_same_outcome(PLAIN)

    def test_reordering_rules_are_run(self):
        for way in ("batch", "single"):
            product = self._create_product(f"RULE-{way}", "Reordered", quantity=1)
            rule = self.env["stock.warehouse.orderpoint"].create(
                {"product_id": product.id, "product_min_qty": 5, "product_max_qty": 9}
            )
            with patch.object(type(rule), "_procure_orderpoint_confirm", autospec=True) as run:
                self.import_orders(way, [[("RULE", 1)], [("PLAIN", 1)]])
            self.assertEqual([call.args[0] for call in run.call_args_list], [rule], way)

    def test_resupply_joins_the_transfer_that_is_open_already(self):
        other = self.env["stock.warehouse"].create({"name": "Reserve", "code": "RES"})
        self.warehouse.resupply_wh_ids = other
        route = self.warehouse.resupply_route_ids
        outcomes = []
        for way in ("batch", "single"):
            product = self._create_product(f"SHORT-{way}", "Short", quantity=2)
            self._put_in_stock(product, 50, other)
            self.env["stock.warehouse.orderpoint"].create(
                {
                    "product_id": product.id,
                    "route_id": route.id,
                    "product_min_qty": 2,
                    "product_max_qty": 2,
                }
            )
            for _run in range(2):
                self.import_orders(way, [[("SHORT", 1)], [("SHORT", 1), ("PLAIN", 1)]])
            outcomes.append(self.resupply_outcome(product))

        self.assertEqual(*outcomes)
        self.assertTrue(outcomes[0])

    # Words

    maxDiff = None

    def assert_same_outcome(self, orders):
        batch = self.import_orders("batch", orders)
        self.assertEqual(batch, self.import_orders("single", orders))
        self.assertTrue(all(state == "sale" for state, *_rest in batch["sales"]))

    def import_orders(self, way, orders):
        """Import orders of products that only this way uses; returns what came of them."""
        self.stock_up(way)
        refs = [
            self.amazon.place_order(
                lines=[{"sku": f"{sku}-{way}", "quantity": quantity} for sku, quantity in lines]
            )
            for lines in orders
        ]
        Sale = type(self.env["sale.order"])
        with ExitStack() as stack:
            if way == "single":
                stack.enter_context(patch.object(type(self.env["amazon.order"]), "_batch_size", 1))
                stack.enter_context(patch.object(Sale, "_confirm_for_amazon", confirm_singly))
            operation = self.sync_orders()
        self.assertEqual(operation.processed, len(orders), self.messages(operation))
        return self.outcome(way, [self.sale(ref) for ref in refs])

    def stock_up(self, way):
        if self.env["product.product"].search([("default_code", "=", f"PLAIN-{way}")]):
            return
        for sku, quantity in {"PLAIN": 50, "OTHER": 50, "SCARCE": 3}.items():
            self._create_product(f"{sku}-{way}", sku, quantity)
        self._create_product(f"LOOSE-{way}", "LOOSE", quantity=0, is_storable=False)
        shelves = self._create_product(f"SHELVES-{way}", "SHELVES", quantity=3)
        lots = self._create_product(f"LOTS-{way}", "LOTS", quantity=0, tracking="lot")
        for number in (1, 2):
            shelf = self.env["stock.location"].create(
                {"name": f"{way} {number}", "location_id": self.warehouse.lot_stock_id.id}
            )
            lot = self.env["stock.lot"].create({"name": f"{way} {number}", "product_id": lots.id})
            Quant = self.env["stock.quant"]
            Quant._update_available_quantity(shelves, shelf, 2)
            Quant._update_available_quantity(lots, shelf, 1, lot_id=lot)

    def outcome(self, way, sales):
        """What a person sees of orders and stock, free of ids and of the way."""
        quants = self.env["stock.quant"].search([("product_id.default_code", "like", f"%-{way}")])
        return {
            "sales": sorted(self.sale_outcome(way, sale) for sale in sales),
            "stock": sorted(
                (plain(way, quant.product_id.default_code), quant.quantity, quant.reserved_quantity)
                for quant in quants
            ),
        }

    def sale_outcome(self, way, sale):
        return (
            sale.state,
            sale.invoice_status,
            sale.delivery_status,
            sale.amount_total,
            [
                (
                    plain(way, line.product_id.default_code),
                    line.product_uom_qty,
                    line.qty_delivered,
                    line.qty_to_invoice,
                )
                for line in sale.order_line
            ],
            sorted(self.picking_outcome(way, picking) for picking in sale.picking_ids),
            sorted(sale.activity_ids.mapped("summary")),
        )

    def resupply_outcome(self, product):
        """The transfers between warehouses that a product's reordering rule has made."""
        moves = self.env["stock.move"].search(
            [("product_id", "=", product.id), ("sale_line_id", "=", False)]
        )
        return sorted(
            (
                picking.picking_type_id.display_name,
                picking.state,
                sorted((move.product_uom_qty, move.state) for move in moves & picking.move_ids),
            )
            for picking in moves.picking_id
        )

    def picking_outcome(self, way, picking):
        return (
            picking.picking_type_id.name,
            picking.state,
            picking.origin == picking.sale_id.name,
            picking.partner_id == picking.sale_id.partner_shipping_id,
            sorted(reference.sale_ids == picking.sale_id for reference in picking.reference_ids),
            sorted(picking.activity_ids.mapped("summary")),
            sorted(self.move_outcome(way, move) for move in picking.move_ids),
        )

    def move_outcome(self, way, move):
        lines = [
            (line.quantity, plain(way, line.location_id.name), plain(way, line.lot_id.name))
            for line in move.move_line_ids
        ]
        return (
            plain(way, move.product_id.default_code),
            move.product_uom_qty,
            move.quantity,
            move.state,
            move.procure_method,
            len(move.reference_ids),
            move.reference_ids == move.picking_id.reference_ids,
            sorted(lines),
        )


def confirm_singly(sales, reserves_later=False):
    """Odoo's own way; nothing is left to be reserved later."""
    sales.action_confirm()
    return False


def plain(way, text):
    """A name without the way that it belongs to, so that both ways compare."""
    return (text or "").replace(f"-{way}", "").replace(way, "")
