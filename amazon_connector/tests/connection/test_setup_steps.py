"""The checklist of accounts and stores: what is done, what is next, who does it (A7)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import AmazonCommon

DELIVERY = "Direct-to-Consumer Delivery (Restricted)"
TRACKING = "Inventory and Order Tracking"
ALL_BUT_FINANCE = [
    DELIVERY,
    TRACKING,
    "Product Listing",
    "Amazon Fulfillment",
    "Selling Partner Insights",
]


@tagged("post_install", "-at_install")
class TestSetupSteps(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.draft = self.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "MX"
        )

    def test_a_new_account_begins_with_connecting(self):
        account = self.env["amazon.account"].create(
            {**self._prepare_account_vals("SELLER1"), "selling_partner_id": "", "name": "New"}
        )
        self.assertEqual(self._states(account), {"connect": "next", **self._open_steps(account)})
        self.assertFalse(account.mode)

        account.action_connect()

        self.assertEqual(account.setup_next, "live")
        self.assertEqual(self._states(account)["stores"], "done")
        self.assertEqual(self._states(account)["roles"], "done")

    def test_who_looks_for_the_stores_of_a_new_account_is_told_how_to_get_them(self):
        account = self.env["amazon.account"].create({"name": "New"})

        with self.assertRaisesRegex(UserError, "load its stores first"):
            self._step(account, "live").action_place()

    def test_the_next_step_of_an_account_is_its_store_at_home(self):
        self.store.action_pause()
        self.store.state = "draft"

        action = self.account.action_next_step()

        self.assertEqual((action["res_model"], action["res_id"]), ("amazon.store", self.store.id))

    def test_a_store_is_set_up_by_pressing_next_step_until_it_is_live(self):
        self.company.account_sale_tax_id.amount = 16
        self.company.account_fiscal_country_id = self.draft.marketplace_id.country_id
        self.amazon.add_listing("MUG", marketplace="MX", quantity=5)
        taken = []
        while (code := self.draft.setup_next) and code not in taken:
            taken.append(code)
            self.draft.action_next_step()
            self.env.invalidate_all()

        self.assertEqual(taken, ["taxes", "listings", "live"])
        self.assertEqual(self.draft.state, "live")
        self.assertFalse(self.draft.setup_next)
        self.assertEqual(self._states(self.draft)["warehouse"], "done")

    def test_what_the_company_does_not_tell_is_left_to_a_person_with_the_way_there(self):
        notice = self.draft.action_propose_taxes()

        self.assertIn("no sales tax for Mexico", notice["params"]["message"])
        self.assertEqual(self._states(self.draft)["taxes"], "next")
        step = self._step(self.draft, "taxes")
        self.assertEqual(step.who, "accountant")
        view = self.env.ref("amazon_connector.amazon_store_view_form_taxes")
        self.assertEqual(step.action_place()["views"], [(view.id, "form")])

    def test_what_is_undone_is_open_again(self):
        self.assertEqual(self._states(self.draft)["warehouse"], "done")
        self.draft.warehouse_id = False
        self.assertEqual(self._states(self.draft)["warehouse"], "next")

        self._step(self.draft, "warehouse").action_act()

        self.assertEqual(self.draft.warehouse_id, self.warehouse)
        self.assertEqual(self._states(self.draft)["warehouse"], "done")

    def test_a_sales_team_is_proposed_by_the_stores_name(self):
        step = self._step(self.draft, "team")
        self.assertEqual((step.need, step.state), ("later", "open"))

        step.action_act()

        self.assertEqual(self.draft.team_id.name, self.draft.name)
        self.assertEqual(self.draft.team_id.company_id, self.company)
        self.assertEqual(self._step(self.draft, "team").found, self.draft.name)

    def test_every_step_says_what_it_is_for_and_opens_or_does_something(self):
        for owner in (self.account, self.draft):
            for row in owner.setup_step_ids:
                step = row._get_step()
                with self.subTest(step=step.code):
                    self.assertTrue(row.name and row.why and row.who)
                    self.assertTrue(step.act or step.place)
                    for method in filter(None, (step.act, step.place)):
                        self.assertTrue(callable(getattr(owner, method)))

    def test_who_only_works_with_orders_sees_the_list_and_takes_no_step(self):
        clerk = new_test_user(self.env, "clerk", groups="amazon_connector.group_user")
        rows = self.draft.with_user(clerk).setup_step_ids
        self.assertEqual(len(rows), len(self.draft._get_setup_steps()))
        self.assertTrue(rows.read(["name", "why", "state", "found", "need"]))

        with self.assertRaises(AccessError):
            rows.filtered(lambda row: row.code == "team").action_act()
        with self.assertRaises(AccessError):
            self.draft.with_user(clerk).action_next_step()

    def test_an_amazon_administrator_alone_takes_every_step(self):
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        self.draft.tax_id = False
        for code in ("connected", "warehouse", "taxes", "listings", "team", "live"):
            self._step(self.draft.with_user(boss), code).action_act()

    # Modes

    def test_the_mode_says_whether_anything_is_done_at_amazon(self):
        self.assertEqual(self.account.mode, "practice", "it is connected to this machine")
        self.account.api_url = False
        self.assertEqual(self.account.mode, "active")
        self.store.action_pause()
        self.assertEqual(self.account.mode, "rehearsal")

    # Roles

    def test_each_role_is_tried_and_says_what_rests_without_it(self):
        self.assertEqual(self._roles()[TRACKING], "unknown")
        self.account.action_test_connection()
        self.assertEqual(set(self._roles().values()), {"granted"})

        self.amazon.set_roles("SELLER1", ALL_BUT_FINANCE)
        self.account.action_test_connection()

        missing = self.account.role_ids.filtered(lambda role: role.state == "missing")
        self.assertEqual(missing.mapped("name"), ["Finance and Accounting"])
        self.assertEqual(missing.loss, "These jobs rest: Settlements, Refunds, Payouts")
        self.assertEqual(self._step(self.account, "roles").found, "Missing: Finance and Accounting")

    def test_the_restricted_role_is_tried_without_any_order(self):
        self.amazon.set_roles("SELLER1", [*ALL_BUT_FINANCE[1:], "Finance and Accounting"])

        operation = self.account.action_test_connection()

        self.assertEqual(self._roles()[DELIVERY], "missing", self.messages(operation))
        self.assertEqual(self._roles()[TRACKING], "granted")
        self.assertEqual(self.account.state, "connected")
        self.assertIn("restricted role Direct-to-Consumer Delivery", self.account.state_reason)
        self.assertIn("names and addresses of buyers", self.messages(operation))

    # Words

    def _step(self, owner, code):
        self.env.invalidate_all()
        return owner.setup_step_ids.filtered(lambda row: row.code == code)

    def _states(self, owner):
        self.env.invalidate_all()
        return {row.code: row.state for row in owner.setup_step_ids}

    def _open_steps(self, account):
        return {step.code: "open" for step in account._get_setup_steps()[1:]}

    def _roles(self):
        self.env.invalidate_all()
        return {role.name: role.state for role in self.account.role_ids}
