"""What people have to read is whole, in German too, whose words are long."""

from odoo.tests import tagged

from .walking import WalkingCase


class GermanCase(WalkingCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(["amazon_connector"], ["de_DE"])
        self.env.ref("base.user_admin").lang = "de_DE"
        # Two stores of one name: each is told with its account.
        self.account.name = "Nordic Mugs, North America"
        other = self.account.copy({"name": "Big Catalog"})
        self.draft = self.store.copy({"account_id": other.id})
        self.ref = self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        self.sync_orders()
        self.assertIn(self.account.name, self.store.display_name)
        self.assertEqual(self.draft.state, "draft")

    def _whole(self, step, *selectors):
        """:param selectors: of what a step shows, each of it whole and no word on two lines"""
        return step | {"whole": selectors}


@tagged("post_install", "-at_install")
class TestCutOff(GermanCase):
    browser_size = "1440x900"

    def test_columns_that_say_what_to_do_are_whole(self):
        self.account.state = "error"
        self.account._raise_trouble("connection_refused", advice="expired_token")
        issues = ("td[name=title]", "td[name=record_name]", "td[name=action_text]")
        accounts = ("td[name=state] .badge", "td[name=region]", "td[name=state_reason]")
        self._walk(
            [
                self._whole(self._open("amazon_trouble_action", "list", ".o_data_row"), *issues),
                self._whole(self._open("amazon_account_action", "list", ".o_data_row"), *accounts),
            ]
        )

    def test_the_checklist_is_whole(self):
        steps = "[name=setup_step_ids] td[name=%s]"
        cells = [steps % name for name in ("name", "why", "need", "who")]
        step = self._open_form(self.draft) | {"see": "[name=setup_step_ids] .o_data_row"}
        self._walk([self._whole(step, *cells, steps % "state" + " .badge")])

    def test_run_now_is_whole(self):
        step = {
            "click": ".nav-link[name=schedules]",
            "see": "[name=schedule_ids] .o_data_row",
        }
        shown = [f"[name=schedule_ids] {part}" for part in (".o_list_renderer", "td.o_list_button")]
        self._walk([self._open_form(self.account), self._whole(step, *shown)])

    def test_settings_are_whole(self):
        action = "amazon_settings_action"
        step = self._open(action, "form", ".o_setting_box [name=default_stock_basis] input")
        self._walk([self._whole(step, ".app_settings_block .o_field_selection input")])


@tagged("post_install", "-at_install")
class TestCutOffOnPhones(GermanCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_cards_keep_their_words_together(self):
        words = ".o_kanban_record:not(.o_kanban_ghost) .text-nowrap"
        actions = ("amazon_order_action", "amazon_operation_action")
        self._walk(self._whole(self._open(action, "kanban", words), words) for action in actions)

    def test_the_checklist_says_where_one_is_and_has_its_buttons(self):
        card = "[name=setup_step_ids] .o_kanban_record:not(.o_kanban_ghost) "
        step = self._open_form(self.draft) | {"see": card + "button[name=action_place]"}
        self._walk([self._whole(step, card + "[name=state]")])
