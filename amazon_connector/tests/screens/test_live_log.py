"""The log in the browser: new numbers come by themselves, and toasts lead to what they tell."""

import json
from unittest.mock import patch

from odoo.tests import tagged

from .walking import WalkingCase

# Opens a screen of the log and waits until it shows the number that is written meanwhile.
WATCH = """
(async () => {
    const { action, orm } = odoo.__WOWL_DEBUG__.root.env.services;
    async function shows(text) {
        for (let tries = 0; tries < 200; tries++) {
            if (document.querySelector(".o_content")?.innerText.includes(text)) return;
            await new Promise((done) => setTimeout(done, 50));
        }
        throw new Error(`The screen does not show ${text}`);
    }
    await action.doAction(OPEN, { clearBreadcrumbs: true });
    await shows(BEFORE);
    await orm.call("amazon.order", "action_fetch_orders", [[]]);
    await shows(AFTER);
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestLiveLog(WalkingCase):
    def test_an_open_list_shows_runs_and_their_numbers_without_being_loaded_again(self):
        self._watch_log("list")

    def test_cards_as_a_phone_shows_them_are_live_too(self):
        self._watch_log("kanban")

    def test_an_open_run_shows_how_far_it_is(self):
        run = self.sync_orders()
        run.write({"state": "running", "ended_at": False, "processed": 1, "expected": 40})
        form = self._open_form(run)["open"]

        with self._counting_when_orders_are_fetched(run):
            self._watch(form, "1 order imported", "21 orders imported")

    def test_the_screens_of_the_log_and_of_troubleshooting_open(self):
        self.amazon.place_order(sku="STRANGER", unit_price="9.99")
        run = self.sync_orders()
        listing = self.env["amazon.listing"].search([("seller_sku", "=", "STRANGER")])
        self._walk(
            [
                self._open("amazon_operation_action", "list", ".o_data_row"),
                self._open_form(run, tabs=True),
                self._open_form(self.store),
                self._click("action_troubleshoot", ".o_amazon_conditions .fa-times"),
                self._open_form(listing),
                self._click("action_troubleshoot", ".o_amazon_conditions .fa-check"),
                self._open("amazon_order_action", "list", ".o_data_row"),
                self._click(
                    "action_fetch_orders", ".o_notification .o_notification_buttons button"
                ),
            ]
        )

    def _watch_log(self, kind):
        self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        for _number in range(3):
            self.amazon.place_order(sku="MUG", unit_price="9.99")
        log = self._open("amazon_operation_action", kind, f".o_{kind}_view")["open"]

        self._watch(log, "1 order imported", "3 orders imported")

    def _watch(self, action, before, after):
        self.env.flush_all()
        code = WATCH.replace("OPEN", json.dumps(action))
        code = code.replace("BEFORE", json.dumps(before)).replace("AFTER", json.dumps(after))
        self.browser_js("/odoo", code, ready="odoo.isReady", login="admin", timeout=120)

    def _counting_when_orders_are_fetched(self, run):
        """While the browser fetches orders, this run goes on too."""

        def count(orders):
            run.with_env(orders.sudo().env)._count(processed=20)
            return False

        return patch.object(type(self.env["amazon.order"]), "action_fetch_orders", count)
