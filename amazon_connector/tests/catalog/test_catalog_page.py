"""The worked examples of docs/catalog.md come out as the page says (D3, D7)."""

import re
from pathlib import Path
from unittest import skipUnless

from odoo.tests import tagged

from .common import ListingsCommon, report, row

PAGE = Path(__file__).parents[3] / "docs" / "catalog.md"


def read_example(name):
    """:return: tuple (dict of the facts beside the name, list of rows as lists of cells)"""
    mark = re.search(rf"<!-- example: {name} ?(.*?) -->\n((?:\|.*\n)+)", PAGE.read_text())
    facts = dict(fact.split("=") for fact in mark[1].split())
    lines = mark[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return facts, [rows[0], *rows[2:]]


@tagged("post_install", "-at_install")
@skipUnless(PAGE.exists(), "docs/catalog.md is not beside the addon")
class TestCatalogPage(ListingsCommon):
    def test_statuses_follow_the_report_as_the_page_says(self):
        _facts, (heading, *loads) = read_example("statuses")
        labels = dict(self.env["amazon.listing"]._fields["listing_state"].selection)
        self.assertEqual(len(loads), 5)

        for _number, skus, *states in loads:
            self.load(report(*(row(sku.strip()) for sku in skus.split(","))))
            for sku, state in zip(heading[2:], states, strict=True):
                self.assertEqual(labels.get(self.listing(sku).listing_state, ""), state, skus)

    def test_orders_take_products_of_a_pool_as_the_page_says(self):
        stock, (_heading, *orders) = read_example("pool")
        products = {
            code: self._create_product(code, code, quantity=int(pieces))
            for code, pieces in stock.items()
        }
        self.amazon.add_listing("BOX", quantity=13)
        self.load()
        first, second = products.values()
        self.listing("BOX").write(
            {"product_id": first.id, "pool_ids": [(0, 0, {"product_id": second.id})]}
        )
        self.assertEqual(len(orders), 4)

        for _number, pieces, taken, *left in orders:
            ref = self.amazon.place_order(sku="BOX", quantity=int(pieces), unit_price="5.00")
            self.sync_orders()
            self.assertEqual(self.sale(ref).order_line.product_id, products[taken])
            free = self.env["amazon.stock.mapper"]._get_free(self.warehouse, first | second)
            # What waits takes what there is.
            if not left[0] == "0":
                self.assertEqual(
                    [str(int(free[self.warehouse, product])) for product in (first, second)], left
                )
