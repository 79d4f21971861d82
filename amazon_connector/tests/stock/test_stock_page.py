"""Each worked example of docs/stock.md is played, and comes out as the page says (E2, E3)."""

import re
from datetime import timedelta
from pathlib import Path
from unittest import skipUnless

from odoo import fields
from odoo.tests import tagged

from .common import StockCommon

PAGE = Path(__file__).parents[3] / "docs" / "stock.md"


def read_examples():
    """:return: list of dict heading → cell, a number where it is one"""
    section = PAGE.read_text().partition("## Worked examples")[2]
    table = section.partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|")
    ]
    heads = rows[0]
    return [
        {head: int(cell) if cell.isdigit() else cell for head, cell in zip(heads, row, strict=True)}
        for row in rows[2:]
    ]


@skipUnless(PAGE.exists(), "docs/stock.md is not beside the addon")
@tagged("post_install", "-at_install")
class TestStockPage(StockCommon):
    def test_the_worked_examples_come_out_as_the_page_says(self):
        examples = read_examples()
        self.assertGreater(len(examples), 10)
        for number, example in enumerate(examples):
            with self.subTest(example=example):
                self.assertEqual(self.play(f"EXAMPLE-{number}", example), example["offered"])

    def play(self, sku, example):
        """Make what the example says of a product of its own; push.

        :return: what Amazon offers then
        """
        product = self._create_product(sku, sku, quantity=example["on hand"])
        self.amazon.add_listing(sku, quantity=1)
        self.load()
        self.set_rules(sku, example)
        shelf = self.warehouse.lot_stock_id
        customers = self.env.ref("stock.stock_location_customers")
        suppliers = self.env.ref("stock.stock_location_suppliers")
        self.move(product, example["reserved"], shelf, customers)._action_assign()
        self.move(product, example["in 20 days"], shelf, customers, days=20)
        self.move(product, example["coming in 5 days"], suppliers, shelf, days=5)
        if example["Amazon"]:
            self.amazon.place_order(sku=sku, quantity=example["Amazon"], status="PENDING")
            self.sync_orders()
        # Each example may take as many calls as the first one.
        self.env["amazon.rate.bucket"].search([]).unlink()
        self.push()
        return self.at_amazon(sku)

    def set_rules(self, sku, example):
        words = example["what counts"]
        days = {
            name: int(found.group(1)) if (found := re.search(rf"{name} within (\d+)", words)) else 0
            for name in ("leaves", "incoming")
        }
        basis = "forecast" if days["leaves"] else words.partition(",")[0].replace(" ", "_")
        self.store.write(
            {
                "stock_basis": basis,
                "stock_days": days["leaves"],
                "incoming_days": days["incoming"],
            }
        )
        rules = {name: example[name] for name in ("share", "buffer", "maximum")}
        self.listing(sku).write({**rules, "uom_id": self.packaging(example["sold by"]).id})

    def packaging(self, units):
        """:return: what holds so many units, none for single ones"""
        packagings = self.env["uom.uom"]
        if units == 1:
            return packagings
        base = self.env.ref("uom.product_uom_unit")
        return packagings.search(
            [("relative_uom_id", "=", base.id), ("relative_factor", "=", units)], limit=1
        )

    def move(self, product, quantity, source, dest, days=0):
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "location_id": source.id,
                    "location_dest_id": dest.id,
                    "date": fields.Datetime.now() + timedelta(days=days),
                }
            ]
            if quantity
            else []
        )
        return moves._action_confirm() if moves else moves
