"""A fixed customer of thousands of orders costs what a new one costs (B3)."""

from odoo.tests import tagged
from odoo.tools import SQL

from ..consolidation.test_consolidation import ConsolidationCommon
from .test_customers import CustomersCommon

MANY = 5000
BATCH = 50


class Volume:
    """Words for a past that nobody has to wait for."""

    def multiply(self, record, **changes):
        """Copy a record's row many times; ``changes``: column → SQL expression."""
        self.env.flush_all()
        values = {
            name: SQL.identifier(name)
            for name, field in record._fields.items()
            if field.store and field.column_type and name != "id"
        }
        values.update({name: SQL(expression) for name, expression in changes.items()})
        self.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s"
                " FROM %s, generate_series(1, %s) AS number WHERE id = %s",
                SQL.identifier(record._table),
                SQL(", ").join(map(SQL.identifier, values)),
                SQL(", ").join(values.values()),
                SQL.identifier(record._table),
                MANY,
                record.id,
            )
        )
        self.env.invalidate_all()

    def count_batch(self):
        """Queries and processed orders of one batch of new buyers."""
        self.amazon.advance(minutes=1)
        for _number in range(BATCH):
            self.amazon.place_order(sku="MUG")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation = self.sync_orders()
        self.assertEqual(operation.processed, BATCH, self.messages(operation))
        return self.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestFixedCustomerVolume(Volume, CustomersCommon):
    def test_a_batch_costs_the_same_after_thousands_of_orders(self):
        self.set_policy("fixed")
        sale = self.buy()
        self.count_batch()  # what is looked up once per process
        fresh = self.count_batch()
        self.multiply(sale)
        self.multiply(
            sale.partner_shipping_id, amazon_address_key="amazon_address_key || number::text"
        )
        self.assertGreater(len(self.house.child_ids), MANY)

        self.assertLessEqual(self.count_batch(), fresh * 1.02)


@tagged("post_install", "-at_install")
class TestDailyOrderVolume(Volume, ConsolidationCommon):
    def test_a_batch_costs_the_same_in_a_day_of_thousands_of_lines(self):
        document = self.buy()
        self.count_batch()
        fresh = self.count_batch()
        service = self.env["product.product"].create({"name": "Engraving", "type": "service"})
        line = self.env["sale.order.line"].create(
            {"order_id": document.sale_order_id.id, "product_id": service.id, "price_unit": 0}
        )
        self.multiply(line)
        self.assertGreater(len(document.sale_order_id.order_line), MANY)

        self.assertLessEqual(self.count_batch(), fresh * 1.1)
