"""From a database without any account to the first live store, by clicking only (A1, A7)."""

import json

from odoo.tests import HttpCase, tagged

from ..common import AmazonCommon

MOST_CLICKS = 14

# Clicks what a newcomer would click, counts, and throws where something does not appear.
WALK = """
(async () => {
    let clicks = 0;
    async function appears(selector, text = "") {
        for (let tries = 0; tries < 400; tries++) {
            const error = document.querySelector(".o_error_dialog, .modal .o_dialog_warning");
            if (error) throw new Error(error.innerText);
            const found = [...document.querySelectorAll(selector)].find(
                (each) => each.offsetParent && each.textContent.includes(text)
            );
            if (found) return found;
            await new Promise((done) => setTimeout(done, 50));
        }
        throw new Error(`${location.pathname} does not show ${selector} ${text}`);
    }
    async function click(selector, text) {
        const found = await appears(selector, text);
        clicks += 1;
        found.click();
        return found;
    }
    await click(".o_navbar_apps_menu button");
    await click("[data-menu-xmlid='amazon_connector.amazon_menu_root']");
    await click(".o_view_nocontent a.btn-primary", "Connect an Account");
    const place = await click(".o_field_widget[name=pasted_credentials] textarea");
    place.focus();
    place.value = TEXT;
    place.dispatchEvent(new InputEvent("input", { bubbles: true }));
    place.dispatchEvent(new Event("change", { bubbles: true }));
    await appears("[name=credentials_hint]", "All three are here");
    await click("button[name=action_run].btn-primary", "Connect");
    await appears("[name=setup_next_text]", "Go live: Set up a store");
    await click("button[name=action_next_step]");
    await appears("[name=setup_next_text]", "Load listings");
    await click("button[name=action_next_step]");
    await appears("[name=setup_next_text]", "Go live: Orders");
    await click("button[name=action_ask_go_live].btn-primary");
    await appears(".o_statusbar_status .o_arrow_button_current", "Live");
    if (document.querySelector("[name=setup_step_ids]")) {
        throw new Error("The checklist stays after the store is live");
    }
    if (clicks > MOST) throw new Error(`It took ${clicks} clicks`);
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestSetupWalk(AmazonCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.account.unlink()
        # What the demo sets: new accounts are connected to the local Amazon.
        for name, address in (("api_url", self.amazon.url), ("token_url", self.amazon.token_url)):
            self.env["ir.default"].set("amazon.account", name, address)
        self.amazon.add_listing("MUG", quantity=5)
        self.env.ref("base.user_admin").tour_enabled = False

    def test_a_newcomer_goes_live_in_fewer_than_fifteen_clicks(self):
        self.assertFalse(self.env["amazon.account"].search([]))
        values = self.amazon.credentials("SELLER1")
        text = "\n".join(
            f"{name}: {values[name]}" for name in ("client_id", "client_secret", "refresh_token")
        )
        code = WALK.replace("TEXT", json.dumps(text)).replace("MOST)", f"{MOST_CLICKS})")
        self.env.flush_all()

        self.browser_js("/odoo", code, ready="odoo.isReady", login="admin", timeout=120)

        self.env.invalidate_all()
        account = self.env["amazon.account"].search([])
        live = account.store_ids.filtered(lambda store: store.state == "live")
        self.assertEqual(account.state, "connected")
        self.assertEqual(live.marketplace_id.country_id.code, "US")
        self.assertEqual(live.listing_count, 1)
