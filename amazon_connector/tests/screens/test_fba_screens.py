"""FBA stock as a seller and an administrator see it."""

from odoo.tests import new_test_user, tagged

from .walking import WalkingCase


@tagged("post_install", "-at_install")
class TestFbaScreens(WalkingCase):
    def setUp(self):
        super().setUp()
        self.store.fba_stock_mode = "report"
        for sku, product, units in (("MUG", self.mug, 12), ("LAMP", self.lamp, 0)):
            self.amazon.add_listing(sku, channel="AMAZON", quantity=units)
            self.env["amazon.listing"].create(
                {"store_id": self.store.id, "seller_sku": sku, "product_id": product.id}
            )
        self.amazon.change_fba_stock("MUG", transfer=2, shipped=4, defective=1)
        self.store.action_sync_fba_stock()
        self.row = self.env["amazon.fba.stock"].search([("seller_sku", "=", "MUG")])

    def log_in(self, login, *groups):
        user = new_test_user(self.env, login, groups=",".join(("base.group_user", *groups)))
        user.tour_enabled = False

    def test_a_seller_looks_at_differences_and_at_what_explains_them(self):
        self.log_in("ops", "amazon_connector.group_user")
        self._walk(
            [
                self._open("amazon_fba_stock_action", "list", ".o_data_row"),
                self._open("amazon_fba_stock_action", "kanban", ".o_kanban_record"),
                self._open_form(self.row),
                self._open_form(self.store, tabs=True),
                self._click("action_view_fba_stock", ".o_data_cell[name=difference]"),
            ],
            login="ops",
        )

    def test_an_administrator_adjusts_from_the_form(self):
        self.log_in("boss", "amazon_connector.group_manager")
        self._walk(
            [
                self._open_form(self.row),
                self._click("action_adjust", ".modal .btn-primary"),
            ],
            login="boss",
        )
