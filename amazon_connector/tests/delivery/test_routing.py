"""From which warehouse and by which carrier an order goes: routing rules, shipping services."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestRouting(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.west = self.env["stock.warehouse"].create({"name": "West", "code": "WEST"})
        self.east = self.env["stock.warehouse"].create({"name": "East", "code": "EAST"})

    def rule(self, warehouse, **vals):
        return self.env["amazon.routing.rule"].create(
            {
                "store_id": self.store.id,
                "name": vals.pop("name", f"To {warehouse.name}"),
                "warehouse_id": warehouse.id,
                **vals,
            }
        )

    def imported(self, state="CA", **wish):
        place = {"addressLine1": "1 Main Street", "city": "Somewhere"}
        address = {**place, "stateOrRegion": state, "countryCode": "US"}
        ref = self.amazon.place_order(**{"sku": "MUG", "address": address, **wish})
        self.sync_orders()
        return self.document(ref)

    def test_the_first_rule_that_fits_chooses_the_warehouse_and_the_order_says_so(self):
        california = self.env.ref("base.state_us_5")
        self.rule(self.east, sequence=20, country_ids=self.env.ref("base.us").ids)
        self.rule(self.west, sequence=10, state_ids=california.ids, name="Californians")

        west, east = self.imported("CA"), self.imported("NY")

        self.assertEqual(west.sale_order_id.warehouse_id, self.west)
        self.assertEqual(west.routing_rule_id.name, "Californians")
        self.assertEqual(west.sale_order_id.picking_ids.picking_type_id, self.west.out_type_id)
        self.assertEqual(east.sale_order_id.warehouse_id, self.east)

    def test_an_order_that_no_rule_fits_goes_from_the_stores_warehouse(self):
        self.rule(self.west, country_ids=self.env.ref("base.de").ids)

        document = self.imported()

        self.assertFalse(document.routing_rule_id)
        self.assertEqual(document.sale_order_id.warehouse_id, self.warehouse)

    def test_a_rule_for_a_shipping_service_takes_it_however_it_is_written(self):
        self.rule(self.west, service_level="next day")

        self.assertEqual(self.imported(service_level="NextDay").warehouse_id, self.west)
        self.assertEqual(self.imported(service_level="Standard").warehouse_id, self.warehouse)

    def test_a_stock_rule_needs_everything_that_the_order_wants(self):
        self.rule(self.west, needs_stock=True)
        self._put_in_stock(self.mug, 5, self.west)
        both = [{"sku": "MUG"}, {"sku": "LAMP"}]

        self.assertEqual(self.imported().warehouse_id, self.west)
        self.assertEqual(self.imported(lines=both).warehouse_id, self.warehouse)

    def test_two_orders_of_one_batch_do_not_share_the_last_piece(self):
        self.rule(self.west, needs_stock=True)
        self._put_in_stock(self.mug, 1, self.west)
        first = self.amazon.place_order(sku="MUG")
        second = self.amazon.place_order(sku="MUG")

        self.sync_orders()

        warehouses = self.document(first).warehouse_id | self.document(second).warehouse_id
        self.assertEqual(warehouses, self.west | self.warehouse)

    def test_rules_for_fbm_leave_fba_orders_alone(self):
        self.rule(self.west)

        document = self.imported(fulfilled_by="AMAZON", status="SHIPPED")

        self.assertEqual(document.sale_order_id.warehouse_id, self.store.fba_warehouse_id)

    def test_a_batch_costs_one_stock_query_however_many_orders_it_has(self):
        self.rule(self.west, needs_stock=True)
        refs = [self.amazon.place_order(sku="MUG") for _number in range(10)]
        self.sync_orders()
        documents = self.env["amazon.order"].search([("amazon_ref", "in", refs)])
        orders = documents._parse()
        counts = []
        for batch in (documents[:2], documents):
            self.env.invalidate_all()
            batch._route(orders)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            batch._route(orders)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)


@tagged("post_install", "-at_install")
class TestShippingServices(AmazonCommon):
    def map_service(self, service, carrier, **vals):
        return self.env["amazon.shipping.map"].create(
            {
                "store_id": self.store.id,
                "service_level": service,
                "carrier_id": carrier.id,
                **vals,
            }
        )

    def test_the_buyers_service_sets_the_delivery_method(self):
        express = self.carrier("DHL Express")
        self.map_service("Second Day", express)
        ref = self.amazon.place_order(sku="MUG", service_level="SecondDay")
        other = self.amazon.place_order(sku="MUG", service_level="Standard")

        self.sync_orders()

        self.assertEqual(self.sale(ref).carrier_id, express)
        self.assertEqual(self.sale(ref).picking_ids.carrier_id, express)
        self.assertFalse(self.sale(other).carrier_id)
        self.assertEqual(self.document(ref).difference, 0)

    def test_a_method_that_buys_labels_is_refused_unless_allowed(self):
        buying = self.carrier("Label Robot")
        self.patch(type(buying), "_buys_labels", lambda carriers: buying in carriers)

        with self.assertRaises(ValidationError) as caught:
            self.map_service("Standard", buying)
        self.assertIn("Label Robot buys a label", str(caught.exception))

        line = self.map_service("Standard", buying, may_buy_labels=True)
        self.assertEqual(line._get_carrier("STANDARD"), buying)

    def test_a_method_that_begins_to_buy_labels_is_no_longer_set(self):
        carrier = self.carrier("Late Robot")
        line = self.map_service("Standard", carrier)
        self.patch(type(carrier), "_buys_labels", lambda carriers: carrier in carriers)

        self.assertFalse(line._get_carrier("Standard"))

    def test_a_service_is_listed_once_however_it_is_written(self):
        self.map_service("NextDay", self.carrier("UPS"))

        with self.assertRaises(ValidationError) as caught:
            self.map_service("NEXT_DAY", self.carrier("UPS"))
        self.assertIn("twice", str(caught.exception))

    def test_suggest_offers_the_usual_services_and_those_that_orders_had(self):
        same_day = self.carrier("Same Day")
        self.amazon.place_order(sku="MUG", service_level="DroneDrop")
        self.sync_orders()

        self.store.action_suggest_shipping()
        self.store.action_suggest_shipping()

        services = self.store.shipping_map_ids.mapped("service_level")
        self.assertIn("DRONE_DROP", services)
        self.assertIn("Expedited", services)
        self.assertEqual(len(services), len(set(services)))
        self.assertEqual(self.store.shipping_map_ids._get_carrier("SAME_DAY"), same_day)
