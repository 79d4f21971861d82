"""Items that no listing stands for: a person chooses a product for this one order."""

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .test_order_changes import OrderChangesCommon


@tagged("post_install", "-at_install")
class TestProductsOfOneOrder(OrderChangesCommon):
    def place(self, **wish):
        ref = self.amazon.place_order(**{"sku": "GONE", "unit_price": "9.99", **wish})
        return ref

    def place_without_sku(self):
        ref = self.place()
        self.amazon.strip_order(ref, "orderItems.0.product.sellerSku")
        self.sync_orders()
        return self.document(ref)

    def wizard(self, document):
        action = document.action_choose_products()
        return self.env[action["res_model"]].with_context(**action["context"]).create({})

    def test_an_item_without_a_sku_says_what_can_be_done_and_it_can(self):
        document = self.place_without_sku()
        self.assertEqual(document.state, "held")
        self.assertIn("Choose Products", document.reason)
        self.assertTrue(document.can_choose_products)
        action = document.action_link_listings()
        self.assertEqual(action["res_model"], "amazon.order.product")

        wizard = self.wizard(document)
        wizard.line_ids.product_id = self.mug
        wizard.action_use_products()

        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(document.sale_order_id.order_line.product_id, self.mug)
        self.assertFalse(document.can_choose_products)
        self.assert_same_total(document.amazon_ref)

    def test_the_dialog_is_saved_as_the_web_client_saves_it(self):
        document = self.place_without_sku()
        seller = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        action = document.with_user(seller).action_choose_products()
        Dialog = self.env[action["res_model"]].with_user(seller).with_context(**action["context"])
        form = Form(Dialog)
        with form.line_ids.edit(0) as line:
            line.product_id = self.mug

        form.save().action_use_products()

        self.assertEqual(document.state, "done", document.reason)

    def test_a_branch_chooses_among_the_products_of_its_parent_company(self):
        company = self.store.company_id
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": company.id})
        self.mug.company_id = company
        Line = self.env["amazon.order.product.line"]

        domain = Line.fields_get(["product_id"])["product_id"]["domain"]

        offered = self.env["product.product"].search(safe_eval(domain, {"company_id": branch.id}))
        self.assertIn(self.mug, offered)

    def test_the_listing_stays_unlinked_and_the_next_order_waits_again(self):
        first, second = self.place(), self.place()
        self.sync_orders()
        wizard = self.wizard(self.document(first))
        with Form(wizard) as form, form.line_ids.edit(0) as line:
            self.assertEqual(line.seller_sku, "GONE")
            line.product_id = self.lamp

        wizard.action_use_products()

        self.assertEqual(self.document(first).state, "done")
        self.assertFalse(self.document(first).item_ids.listing_id.product_id)
        self.assertEqual(self.document(second).state, "held")
        self.amazon.advance(minutes=1)
        self.amazon.touch_order(first)
        self.sync_orders()
        self.assertEqual(self.sale(first).order_line.product_id, self.lamp)

    def test_or_they_are_taken_as_service_lines(self):
        document = self.place_without_sku()

        self.wizard(document).action_use_service()

        self.assertEqual(document.state, "done", document.reason)
        self.assertEqual(
            document.sale_order_id.order_line.product_id, self.store.product_unknown_id
        )

    def test_only_while_the_order_waits_and_only_with_a_product_for_each(self):
        document = self.place_without_sku()
        wizard = self.wizard(document)
        with self.assertRaisesRegex(UserError, "Choose a product for each item"):
            wizard.action_use_products()
        document.action_ignore()
        wizard.line_ids.product_id = self.mug
        with self.assertRaisesRegex(UserError, "does not wait for a product"):
            wizard.action_use_products()

    def test_a_seller_with_no_other_rights_may_choose(self):
        document = self.place_without_sku()
        seller = new_test_user(
            self.env, "amazon_seller", groups="base.group_user,amazon_connector.group_user"
        )
        wizard = self.wizard(document.with_user(seller))
        wizard.line_ids.product_id = self.mug

        wizard.action_use_products()

        self.assertEqual(document.state, "done", document.reason)

    def test_an_order_without_a_status_says_so(self):
        ref = self.amazon.place_order(sku="MUG")
        self.amazon.strip_order(ref, "fulfillment.fulfillmentStatus")

        self.sync_orders()

        self.assertEqual(self.document(ref).state, "ignored")
        self.assertIn("tells no status", self.document(ref).reason)
