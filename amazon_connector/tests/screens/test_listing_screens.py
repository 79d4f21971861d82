"""The list of listings as those see it who have Amazon's group alone: list, board, form, sheet."""

from odoo.tests import new_test_user, tagged

from .walking import WalkingCase

EDIT = """
(async () => {
    async function appears(selector) {
        for (let tries = 0; tries < 200; tries++) {
            const found = document.querySelector(selector);
            if (found) return found;
            await new Promise((done) => setTimeout(done, 50));
        }
        throw new Error(`does not show ${selector}`);
    }
    await appears(".o_data_row");
    const rows = [...document.querySelectorAll(".o_data_row")];
    const lamp = rows.find((row) => row.innerText.includes("LAMP"));
    lamp.querySelector(".o_data_cell[name=lead_time]").click();
    const input = await appears(".o_selected_row .o_field_widget[name=lead_time] input");
    input.value = "3";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    (await appears(".o_list_button_save")).click();
    for (let tries = 0; document.querySelector(".o_selected_row") && tries < 200; tries++) {
        await new Promise((done) => setTimeout(done, 50));
    }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestListingScreens(WalkingCase):
    def setUp(self):
        super().setUp()
        for sku in ("MUG", "LAMP", "STRANGER"):
            self.amazon.add_listing(sku, quantity=3)
        self.store.action_sync_listings()
        self.listings = self.env["amazon.listing"].search([("store_id", "=", self.store.id)])
        self.mug, self.lamp_listing = (
            self.listings.filtered(lambda listing, sku=sku: listing.seller_sku == sku)
            for sku in ("MUG", "LAMP")
        )
        self.mug.pool_ids = [(0, 0, {"product_id": self.cable.id})]
        self.mug.linked_asin = "B0OLDOLD01"
        user = new_test_user(
            self.env, "clerk", groups="base.group_user,amazon_connector.group_user"
        )
        user.tour_enabled = False

    def test_a_seller_looks_through_listings_in_every_way(self):
        self._walk(
            [
                self._open("amazon_listing_action", "list", ".o_data_cell[name=link_state]"),
                self._open("amazon_listing_action", "kanban", ".o_kanban_record main"),
                self._open_form(self.mug),
                {"see": "button[name=action_keep_link]"},
                {"see": ".o_field_widget[name=pool_ids] .o_data_row"},
                # The form is there anew, without the button.
                self._click("action_keep_link", ".o_form_view:not(:has([name=action_keep_link]))"),
                self._open_sheet(),
            ],
            login="clerk",
        )
        self.mug.invalidate_recordset()
        self.assertEqual(self.mug.link_state, "linked")

    def _open_sheet(self):
        step = self._open("amazon_listing_sheet_action", "form", ".modal [name=action_preview]")
        step["open"]["target"] = "new"
        return step

    def test_a_lead_time_is_edited_in_the_list(self):
        self.env.flush_all()
        self.browser_js("/odoo/amazon-listings", EDIT, ready="odoo.isReady", login="clerk")

        self.lamp_listing.invalidate_recordset()
        self.assertEqual(self.lamp_listing.lead_time, 3)
