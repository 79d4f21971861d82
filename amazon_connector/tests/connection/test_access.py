"""Who sees and does what: users, administrators, other companies, everybody else (A8)."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon

# Reference data, the same for every company.
SHARED = {
    "amazon.marketplace",
    "amazon.carrier",
    "amazon.fee.kind",
    "amazon.settlement.rule",
    "amazon.brand",
}
# They stand on products, which everybody sees.
SEEN_BY_ALL = {"amazon.brand"}
SECRETS = ("lwa_client_id", "lwa_client_secret", "refresh_token", "authorization_nonce")


@tagged("post_install", "-at_install")
class TestAccess(AmazonCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "clerk", groups="amazon_connector.group_user")
        cls.manager = new_test_user(cls.env, "manager", groups="amazon_connector.group_manager")
        cls.nobody = new_test_user(cls.env, "nobody", groups="base.group_user")
        cls.salesman = new_test_user(
            cls.env, "salesman", groups="sales_team.group_sale_salesman_all_leads"
        )
        cls.picker = new_test_user(cls.env, "picker", groups="stock.group_stock_user")

    def test_secrets_are_for_system_administrators_alone(self):
        for person in (self.user, self.manager):
            account = self.account.with_user(person)
            self.assertFalse(set(SECRETS) & set(account.read()[0]))
            for secret in SECRETS:
                with self.assertRaises(AccessError):
                    account.read([secret])
                with self.assertRaises(AccessError):
                    account.search([(secret, "like", "a")])

    def test_secrets_are_not_in_any_message(self):
        account = self.account.with_context(tracking_disable=False)
        account.write({"lwa_client_secret": "amzn1.oa2-cs.v1.new", "refresh_token": "Atzr|new"})
        self.env.flush_all()
        self.cr.precommit.run()

        messages = account.message_ids
        text = " ".join(messages.mapped("body")) + str(messages.tracking_value_ids.read())
        self.assertNotIn("amzn1.oa2-cs", text)
        self.assertNotIn("Atzr", text)

    def test_a_copy_of_an_account_has_no_credentials(self):
        copy = self.account.copy()

        self.assertFalse(any(copy[secret] for secret in SECRETS))
        self.assertEqual(copy.state, "draft")

    def test_everybody_else_sees_nothing_of_amazon(self):
        self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        for name in self._models() - SEEN_BY_ALL:
            with self.assertRaises(AccessError, msg=name):
                self.env[name].with_user(self.nobody).search([])

    def test_everybody_else_can_run_nothing(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        records = {
            self.account: self.account._get_entry_points(),
            self.store: self.store._get_entry_points(),
            self.document(ref): self.document(ref)._get_entry_points(),
        }
        for record, entry_points in records.items():
            for name in entry_points:
                with self.assertRaises(AccessError, msg=name):
                    getattr(record.with_user(self.nobody), name)()

    def test_a_user_works_with_documents_and_leaves_the_settings(self):
        account, store = self.account.with_user(self.user), self.store.with_user(self.user)

        self.assertEqual(account.action_sync_orders().state, "done")
        self.assertEqual(store.action_sync_listings().state, "done")
        for change in (
            lambda: account.write({"name": "Mine"}),
            lambda: store.write({"push_stock": True}),
            account.action_test_connection,
            account.action_load_stores,
            account.action_authorize,
            store.action_pause,
            store.status_map_ids.unlink,
        ):
            with self.assertRaises(AccessError):
                change()

    def test_a_user_without_rights_in_sales_links_and_processes_orders(self):
        ref = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.sync_orders()
        document = self.document(ref).with_user(self.user)
        self.assertEqual(document.state, "held")

        document.item_ids.listing_id.product_id = self.mug
        operation = document.action_process()

        self.assertEqual((operation.processed, document.state), (1, "done"))
        self.assertEqual(self.sale(ref).order_line.product_id, self.mug)

    def test_a_manager_sets_up_without_seeing_credentials(self):
        account = self.account.with_user(self.manager)

        self.assertEqual(account.action_test_connection().state, "done")
        self.assertEqual(account.action_load_stores().state, "done")
        self.store.with_user(self.manager).write({"lead_time": 3})

    def test_another_company_sees_nothing(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.ship(self.sale(ref))
        self.store.push_stock = True
        self.store.action_push_stock()
        stranger = self._create_stranger()

        for name in self._models() - SHARED:
            self.assertFalse(self.env[name].with_user(stranger).search([]), name)
        with self.assertRaises(AccessError):
            self.account.with_user(stranger).action_sync_orders()
        with self.assertRaises(AccessError):
            self.document(ref).with_user(stranger).action_reload()
        listing = self.env["amazon.listing"].create(
            {"store_id": self.store.id, "seller_sku": "SECRET"}
        )
        explanations = self.env["amazon.listing.explanation"].with_user(stranger)
        with self.assertRaises(AccessError):
            explanations.create({"listing_id": listing.id}).read(["pushed_quantity", "store_id"])

    def test_sales_people_work_with_amazons_orders_as_with_any_other(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        sale = self.sale(ref).with_user(self.salesman)

        self.assertEqual(sale.read()[0]["client_order_ref"], ref)
        self.assertEqual(sale.order_line.product_id, self.mug)
        sale.note = "Call before delivery"
        sale._action_cancel()
        self.assertEqual(sale.state, "cancel")

    def test_a_picker_ships_without_rights_at_amazon(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        picking = self.sale(ref).picking_ids.with_user(self.picker)

        self.assertEqual(picking.origin, self.sale(ref).name)
        picking.carrier_tracking_ref = "1Z5"
        picking.button_validate()

        self.account.action_push_shipments()
        self.assertEqual(self.amazon.shipments(ref)[0]["trackingNumber"], "1Z5")

    def _models(self):
        """The models of the addon that hold records."""
        return {
            name
            for name, model in self.env.registry.items()
            if name.startswith("amazon.") and not model._abstract and not model._transient
        }
