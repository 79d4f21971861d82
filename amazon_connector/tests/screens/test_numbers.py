"""Amazon's number leads to what Odoo made of the order, whoever looks for it and wherever."""

from lxml import etree

from odoo.tests import new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import AmazonCommon

SELLER = "sales_team.group_sale_salesman_all_leads"


@tagged("post_install", "-at_install")
class TestNumbers(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.other = self.amazon.place_order(sku="MUG", unit_price="5.00")
        self.sync_orders()
        self.ship(self.sale(self.ref))
        self.invoice = self.sale(self.ref)._create_invoices()
        self.invoice.action_post()
        self.books = new_test_user(
            self.env, "books", groups=f"account.group_account_user,{SELLER}"
        )  # Nothing of Amazon.
        self.picker = new_test_user(self.env, "picker", groups="stock.group_stock_user")

    def find(self, model, person, needle):
        return self.env[model].with_user(person).search([("amazon_refs", "ilike", needle)])

    def filters(self, model, view, person):
        arch = self.env[model].with_user(person).get_view(self.env.ref(view).id, "search")["arch"]
        return {node.get("name"): node for node in etree.fromstring(arch).iter("filter")}

    def test_the_number_finds_sales_order_delivery_invoice_and_journal_items(self):
        for needle in (self.ref, self.ref[4:]):
            with self.subTest(needle=needle):
                self.assertEqual(self.find("sale.order", self.books, needle), self.sale(self.ref))
                self.assertEqual(self.find("account.move", self.books, needle), self.invoice)
                self.assertEqual(
                    self.find("account.move.line", self.books, needle), self.invoice.line_ids
                )
                self.assertEqual(
                    self.find("stock.picking", self.picker, needle),
                    self.sale(self.ref).picking_ids,
                )

    def test_it_stands_on_each_of_them(self):
        sale = self.sale(self.ref)
        for record in (sale, sale.picking_ids, self.invoice, self.invoice.line_ids[:1]):
            with self.subTest(record=record):
                person = self.picker if record._name == "stock.picking" else self.books
                self.assertEqual(record.with_user(person).amazon_refs, self.ref)

    def test_a_sales_order_of_many_names_the_first_ones(self):
        orders = self.env["amazon.order"].create(
            [{"account_id": self.account.id, "amazon_ref": f"1-{n}"} for n in range(5)]
        )
        self.assertEqual(orders._get_named_refs(), "1-0, 1-1, 1-2, …")
        self.assertFalse(orders.browse()._get_named_refs())

    def test_whoever_keeps_the_books_filters_and_groups_by_amazons_store(self):
        plain = self.env["sale.order"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Anyone"}).id}
        )
        places = {
            "sale.order": ("sale.view_sales_order_filter", "amazon_store_id"),
            "account.move": ("account.view_account_invoice_filter", "amazon_store_id"),
            "account.move.line": (
                "account.view_account_move_line_filter",
                "amazon_document_store_id",
            ),
        }
        for model, (view, store) in places.items():
            filters = self.filters(model, view, self.books)
            with self.subTest(model=model):
                domain = safe_eval(filters["amazon"].get("domain"))
                found = self.env[model].with_user(self.books).search(domain)
                self.assertTrue(found)
                self.assertNotIn((plain._name, plain.id), [(found._name, id) for id in found.ids])
                grouped = safe_eval(filters["group_amazon_store"].get("context"))["group_by"]
                self.assertEqual(grouped, store)
                groups = found.formatted_read_group(domain, [grouped], ["__count"])
                self.assertEqual(groups[0][grouped], (self.store.id, self.store.display_name))

    def test_stores_that_are_called_the_same_say_whose_they_are(self):
        self.assertEqual(self.store.display_name, self.store.name)
        second = self.env["amazon.account"].create({"name": "Second shop"})
        twin = self.env["amazon.store"].create(
            {
                "name": self.store.name,
                "account_id": second.id,
                "marketplace_id": self.store.marketplace_id.id,
            }
        )
        self.env.invalidate_all()

        self.assertEqual(twin.display_name, f"{twin.name} (Second shop)")
        self.assertEqual(self.store.display_name, f"{twin.name} ({self.account.name})")
        self.assertEqual(
            self.env["amazon.store"].name_search("Second shop"), [(twin.id, twin.display_name)]
        )
