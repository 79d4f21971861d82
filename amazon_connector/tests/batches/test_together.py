"""Numbers, pickings and reservations that are made for a batch at once are as Odoo makes them."""

from unittest.mock import patch

from odoo.tests import tagged

from ..common import AmazonCommon

# What differs between any two pickings.
OWN = {"id", "name", "origin", "sale_id", "partner_id", "create_date", "write_date", "access_token"}


@tagged("post_install", "-at_install")
class TestTogether(AmazonCommon):
    def import_orders(self, count, **options):
        refs = [self.amazon.place_order(sku="MUG", **options) for _number in range(count)]
        self.sync_orders()
        return self.env["sale.order"].search([("client_order_ref", "in", refs)], order="id")

    def test_orders_and_deliveries_are_numbered_in_turn(self):
        sales = self.import_orders(3)

        for records in (sales, sales.picking_ids.sorted("id")):
            self.assert_in_turn(records.mapped("name"))

    def test_a_sequence_without_gaps_stays_without_gaps(self):
        sequence = self.env["ir.sequence"].search([("code", "=", "sale.order")])
        sequence.write({"implementation": "no_gap", "number_next": 7000, "prefix": "NG"})

        sales = self.import_orders(3)

        self.assert_in_turn(sales.mapped("name"))
        self.assertEqual(sequence.number_next, 7003)

    def test_a_sequence_with_a_counter_for_each_year_uses_it(self):
        sequence = self.env["ir.sequence"].search([("code", "=", "sale.order")])
        sequence.write({"use_date_range": True, "prefix": "%(range_year)s-"})

        names = self.import_orders(2).mapped("name")

        self.assert_in_turn(names)
        self.assertTrue(sequence.date_range_ids)

    def test_without_a_sequence_odoo_names_the_orders(self):
        self.env["ir.sequence"].search([("code", "=", "sale.order")]).active = False

        self.assertEqual(set(self.import_orders(2).mapped("name")), {"New"})

    def test_pickings_have_the_values_that_odoo_gives_them(self):
        together = self.import_orders(2).picking_ids[0]
        with patch.object(type(self.env["stock.move"]), "_may_work_together", return_value=False):
            alone = self.import_orders(2).picking_ids[0]

        self.assertEqual(self.read_values(together), self.read_values(alone))

    def test_a_quant_that_somebody_holds_is_not_waited_for(self):
        Quant = type(self.env["stock.quant"])
        product = self.env["product.product"].search([("default_code", "=", "MUG")])
        before = self.count_reserved(product)

        with patch.object(Quant, "try_lock_for_update", lambda quants, **_options: quants[:0]):
            # The second time there is a row beside the one of which the goods are taken.
            sales = self.import_orders(2) | self.import_orders(2)

        self.assertEqual(set(sales.picking_ids.mapped("state")), {"assigned"})
        self.assertEqual(self.count_reserved(product) - before, 4)

    # Words

    def assert_in_turn(self, names):
        numbers = [int(name.rpartition("/")[2].rpartition("-")[2].strip("SNG")) for name in names]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(numbers))), names)

    def read_values(self, picking):
        names = {
            name
            for name, field in picking._fields.items()
            if field.store and not field.relational and name not in OWN
        } | {"picking_type_id", "location_id", "location_dest_id", "user_id", "company_id"}
        return {name: picking[name] for name in sorted(names) if field_is_plain(picking[name])}

    def count_reserved(self, product):
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
        )
        return sum(quants.mapped("reserved_quantity"))


def field_is_plain(value):
    """Times differ by moments; everything else must be the same."""
    return not hasattr(value, "isoformat")
