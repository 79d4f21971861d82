"""What counts as stock: basis, horizons, places, lots, rules of store and listing (E2 to E4)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import StockCommon


@tagged("post_install", "-at_install")
class TestCounting(StockCommon):
    def offered(self, sku="MUG"):
        """What is told Amazon, and explained, now."""
        self.push()
        listing = self.listing(sku)
        quantity = self.env["amazon.stock.mapper"]._get_quantities(listing)[listing]
        self.assertEqual(self.at_amazon(sku), quantity.quantity)
        self.assertAlmostEqual(sum(term.amount for term in quantity.terms), quantity.quantity)
        explanation = self.env["amazon.listing.explanation"].browse(
            listing.action_explain()["res_id"]
        )
        self.assertEqual(explanation.quantity, quantity.quantity)
        self.assertEqual(explanation.line_ids.mapped("amount"), [t.amount for t in quantity.terms])
        return quantity.quantity

    def move(self, product, quantity, source, dest, days=0, **vals):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "date": fields.Datetime.now() + timedelta(days=days),
                **vals,
            }
        )
        move._action_confirm()
        return move

    @property
    def shelf(self):
        return self.warehouse.lot_stock_id

    @property
    def customers(self):
        return self.env.ref("stock.stock_location_customers")

    @property
    def suppliers(self):
        return self.env.ref("stock.stock_location_suppliers")

    # Basis and horizons

    def test_available_is_on_hand_less_what_is_reserved(self):
        self.move(self.mug, 30, self.shelf, self.customers)._action_assign()

        self.assertEqual(self.offered(), 70)

    def test_on_hand_is_all_that_lies_there_whoever_it_is_reserved_for(self):
        self.store.stock_basis = "on_hand"
        self.move(self.mug, 30, self.shelf, self.customers)._action_assign()

        self.assertEqual(self.offered(), 100)

    def test_on_hand_never_offers_again_what_amazon_has_sold(self):
        self.store.stock_basis = "on_hand"
        ref = self.amazon.place_order(sku="MUG", quantity=12)
        self.sync_orders()
        self.assertEqual(self.offered(), 88)

        self.ship(self.sale(ref))
        self.assertEqual(self.offered(), 88)

    def test_what_leaves_within_the_days_is_taken_away_reserved_or_not(self):
        self.store.write({"stock_basis": "forecast", "stock_days": 7})
        self.move(self.mug, 30, self.shelf, self.customers, days=3)
        self.move(self.mug, 40, self.shelf, self.customers, days=20)._action_assign()
        self.move(self.mug, 5, self.shelf, self.customers, days=-9)
        self.assertEqual(self.offered(), 65)

        self.store.stock_days = 30
        self.assertEqual(self.offered(), 25)

        self.move(self.mug, 6, self.shelf, self.customers, days=400)
        self.store.stock_days = 0
        self.assertEqual(self.offered(), 19)

    def test_an_amazon_order_beyond_the_days_counts_all_the_same(self):
        self.store.write({"stock_basis": "forecast", "stock_days": 7})
        ref = self.amazon.place_order(sku="MUG", quantity=12)
        self.sync_orders()
        self.sale(ref).picking_ids.move_ids.date = fields.Datetime.now() + timedelta(days=60)

        self.assertEqual(self.offered(), 88)

    def test_incoming_goods_count_within_the_chosen_days(self):
        self.move(self.mug, 40, self.suppliers, self.shelf, days=5)
        self.move(self.mug, 50, self.suppliers, self.shelf, days=25)
        self.assertEqual(self.offered(), 100)

        self.store.incoming_days = 7
        self.assertEqual(self.offered(), 140)

        self.store.incoming_days = 30
        self.assertEqual(self.offered(), 190)

    def test_receipts_in_two_steps_count_once(self):
        self.warehouse.reception_steps = "two_steps"
        self.store.incoming_days = 7
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.warehouse.wh_input_stock_loc_id.id,
            }
        )
        self.move(
            self.mug,
            40,
            self.suppliers,
            self.warehouse.wh_input_stock_loc_id,
            picking_id=receipt.id,
            location_final_id=self.shelf.id,
        )
        self.assertEqual(self.offered(), 140)

        receipt.button_validate()
        self.assertEqual(self.offered(), 140)

    def test_goods_that_come_for_one_order_are_not_offered(self):
        self.store.incoming_days = 7
        delivery = self.move(self.mug, 40, self.shelf, self.customers)
        delivery.procure_method = "make_to_order"
        self.move(self.mug, 40, self.suppliers, self.shelf, move_dest_ids=[(4, delivery.id)])

        self.assertEqual(self.offered(), 100)

    def test_more_promised_than_there_is_is_offered_as_nothing(self):
        self.store.write({"stock_basis": "forecast", "stock_days": 0})
        self.move(self.mug, 130, self.shelf, self.customers)

        self.assertEqual(self.offered(), 0)

    # Places

    def test_only_chosen_locations_count(self):
        good, quarantine = self.env["stock.location"].create(
            [{"name": name, "location_id": self.shelf.id} for name in ("Good", "Quarantine")]
        )
        self.env["stock.quant"]._update_available_quantity(self.mug, good, 7)
        self.env["stock.quant"]._update_available_quantity(self.mug, quarantine, 9)
        self.assertEqual(self.offered(), 116)

        self.store.stock_location_ids = good
        self.assertEqual(self.offered(), 7)

        self.store.stock_location_ids = good | quarantine
        self.assertEqual(self.offered(), 16)

    def test_of_a_warehouse_without_a_chosen_location_everything_counts(self):
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        good = self.env["stock.location"].create({"name": "Good", "location_id": self.shelf.id})
        self.env["stock.quant"]._update_available_quantity(self.mug, good, 7)
        self._put_in_stock(self.mug, 4, outlet)
        self.store.write(
            {
                "stock_warehouse_ids": (outlet | self.warehouse).ids,
                "stock_location_ids": good.ids,
            }
        )

        self.assertEqual(self.offered(), 11)

    def test_a_delivery_from_above_a_chosen_location_may_take_what_lies_there(self):
        good, other = self.env["stock.location"].create(
            [{"name": name, "location_id": self.shelf.id} for name in ("Good", "Other")]
        )
        self.env["stock.quant"]._update_available_quantity(self.lamp, good, 7)
        self.env["stock.quant"]._update_available_quantity(self.lamp, other, 7)
        self.store.write(
            {"stock_location_ids": good.ids, "stock_basis": "forecast", "stock_days": 0}
        )
        self.move(self.lamp, 2, self.shelf, self.customers)
        self.assertEqual(self.offered("LAMP"), 5)

        reserved_elsewhere = self.move(self.lamp, 3, other, self.customers)
        reserved_elsewhere._action_assign()
        self.assertEqual(self.offered("LAMP"), 5)

    def test_all_warehouses_count_but_those_at_amazon(self):
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        self._put_in_stock(self.mug, 8, outlet)
        self._put_in_stock(self.mug, 500, self.store.fba_warehouse_id)

        self.store.stock_all_warehouses = True
        self.assertEqual(self.offered(), 108)

        self.store.write(
            {
                "stock_all_warehouses": False,
                "stock_warehouse_ids": (self.warehouse | self.store.fba_warehouse_id).ids,
            }
        )
        self.assertEqual(self.offered(), 100)

    # Lots and units

    def test_lots_that_an_extension_blocks_do_not_count(self):
        wine = self._create_product("WINE", "Wine", quantity=0, tracking="lot")
        self.amazon.add_listing("WINE", quantity=1)
        self.load()
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": wine.id} for name in ("OLD", "NEW")]
        )
        for lot, quantity in zip(lots, (30, 12), strict=True):
            self.env["stock.quant"]._update_available_quantity(
                wine, self.shelf, quantity, lot_id=lot
            )
        self.assertEqual(self.offered("WINE"), 42)

        mapper = self.env.registry["amazon.stock.mapper"]
        self.patch(
            mapper,
            "_get_uncounted_lots_domain",
            lambda _self, _store: fields.Domain("name", "=", "OLD"),
        )
        self.assertEqual(self.offered("WINE"), 12)

    def test_whole_pieces_are_offered_whatever_the_unit(self):
        kilo = self.env.ref("uom.product_uom_kgm")
        tea = self._create_product("TEA", "Tea", quantity=0, uom_id=kilo.id)
        self.amazon.add_listing("TEA", quantity=1)
        self.load()
        for _ in range(3):
            self._put_in_stock(tea, 2.9)
        self.assertEqual(self.offered("TEA"), 8)

        self._put_in_stock(tea, 0.3)
        self.assertEqual(self.offered("TEA"), 9)
        grams = self.env.ref("uom.product_uom_gram")
        self.move(tea, 500, self.shelf, self.customers, product_uom=grams.id)._action_assign()
        self.assertEqual(self.offered("TEA"), 8)

    # Rules

    def test_share_then_buffer_then_maximum(self):
        self.store.write({"stock_share": 50, "stock_buffer": 5, "stock_maximum": 40})
        self.assertEqual(self.offered(), 40)

        self.listing().write({"maximum": 60, "buffer": 3, "share": 33})
        self.assertEqual(self.offered(), 30)

        self.listing().write({"maximum": 12, "buffer": 0, "share": 0})
        self.assertEqual(self.offered(), 12)

    def test_a_listing_with_own_limits_only_has_none_of_its_stores(self):
        self.store.write({"stock_share": 50, "stock_buffer": 5, "stock_maximum": 40})
        self.listing().has_own_limits = True
        self.assertEqual(self.offered(), 100)

        self.listing().buffer = 3
        self.assertEqual(self.offered(), 97)

        self.listing().has_own_limits = False
        self.assertEqual(self.offered(), 40)

    def test_a_buffer_larger_than_the_stock_offers_nothing(self):
        self.store.stock_buffer = 150

        self.assertEqual(self.offered(), 0)

    def test_no_rule_is_impossible(self):
        for vals in ({"stock_share": 101}, {"stock_buffer": -1}, {"incoming_days": 10**9}):
            with self.assertRaises(ValidationError):
                self.store.write(vals)
        for vals in ({"share": -1}, {"maximum": -1}):
            with self.assertRaises(ValidationError):
                self.listing().write(vals)

    def test_a_number_that_nothing_holds_stops_no_other_listing(self):
        self._put_in_stock(self.lamp, 5_000_000_000)

        self.assertEqual(self.offered("LAMP"), 1_000_000_000)
        self.assertEqual(self.offered("MUG"), 100)

    # Pools

    def test_the_products_of_a_pool_are_added_up(self):
        self.listing().pool_ids = [(0, 0, {"product_id": self.lamp.id})]
        self.assertEqual(self.offered(), 200)

        # What is promised to others of one product takes nothing from the other.
        self.store.write({"stock_basis": "forecast", "stock_days": 0})
        self.move(self.mug, 130, self.shelf, self.customers)
        self.assertEqual(self.offered(), 100)

    # Shares of several stores

    def test_shares_of_stores_never_promise_more_than_there_is(self):
        self.store.stock_share = 60
        canada = self._open_store("CA", push_stock=True, stock_share=30)
        mexico = self._open_store("MX", push_stock=True)
        listings = self.env["amazon.listing"].create(
            [
                {
                    "store_id": store.id,
                    "seller_sku": "MUG",
                    "product_id": self.mug.id,
                    "fulfillment_channel": "DEFAULT",
                }
                for store in (canada, mexico)
            ]
        )
        listings |= self.listing().filtered(lambda own: own.store_id == self.store)

        def offers():
            found = self.env["amazon.stock.mapper"]._get_quantities(listings)
            return {own.store_id: found[own].quantity for own in listings}

        self.assertEqual(offers(), {self.store: 60, canada: 30, mexico: 10})

        canada.stock_share = 90
        self.assertEqual(offers(), {self.store: 40, canada: 60, mexico: 0})

        canada.push_stock = False
        self.assertEqual(offers(), {self.store: 60, canada: 60, mexico: 40})

    def test_stores_that_count_other_places_share_nothing(self):
        outlet = self.env["stock.warehouse"].create({"name": "Outlet", "code": "OUT"})
        self._put_in_stock(self.mug, 10, outlet)
        self.store.stock_share = 60
        canada = self._open_store(
            "CA", push_stock=True, stock_share=60, stock_warehouse_ids=outlet.ids
        )
        there = self.env["amazon.listing"].create(
            {
                "store_id": canada.id,
                "seller_sku": "MUG",
                "product_id": self.mug.id,
                "fulfillment_channel": "DEFAULT",
            }
        )
        found = self.env["amazon.stock.mapper"]._get_quantities(there)

        self.assertEqual(found[there].quantity, 6)
