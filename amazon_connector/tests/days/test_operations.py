"""The day of who runs the shop: what waits, why it waits, and what helps."""

from odoo.tests import tagged

from ..stock.common import StockCommon
from .touring import OnPhone, TouringCase


@tagged("post_install", "-at_install")
class TestOperationsDay(TouringCase, StockCommon):
    def setUp(self):
        super().setUp()
        self.amazon.add_listing("VASE", title="Tall vase", quantity=5)
        self.load()
        self.push()
        self.vase = self._create_product("FLOWER-VASE", "Flower vase")
        self.held = self.amazon.place_order(sku="VASE", unit_price="9.99")
        self.unwanted = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self._hire("ops", "amazon_connector.group_user", "sales_team.group_sale_salesman_all_leads")

    def test_what_waits_is_found_explained_and_solved(self):
        self.link_what_an_order_waits_for()
        self.cancel_for_a_buyer()
        self.push_what_is_out_of_step()

    def link_what_an_order_waits_for(self):
        self.assertEqual(self.document(self.held).state, "held")
        self._tour(
            "ops",
            self.menu("Amazon"),
            self.press("[data-figure=held]", "1 On Hold"),
            self.row(self.held),
            self.press(".o_form_view .alert a", "Link Listing"),
            self.titled("VASE"),
            self.choose("product_id", "FLOWER-VASE"),
            self.save(),
        )

        self.work_off()
        self.assertEqual(self.document(self.held).state, "done", self.document(self.held).reason)
        sale = self.sale(self.held)
        self.assertEqual(sale.order_line.product_id, self.vase)

    def cancel_for_a_buyer(self):
        self.amazon.request_cancel(self.unwanted)
        self.sync_orders()

        self._tour(
            "ops",
            self.menu("Amazon", "Orders", "Orders"),
            self.row(self.held),
            self.figure("action_view_sale_order"),
            self.titled(self.sale(self.held).name),
            # The order on hold is done; the buyer who wants to cancel is the next one.
            self.menu("Amazon", "Dashboard", "To Do"),
            self.nothing(self.held),
            self.row(self.unwanted),
            self.button("action_cancel_at_amazon"),
            self.press(".modal button[name=action_confirm]"),
            self.gone(".modal"),
        )

        self.account.action_push_cancellations()
        self.amazon.advance(minutes=1)
        self.account.action_push_cancellations()
        fulfillment = self.amazon.order(self.unwanted)["fulfillment"]
        self.assertEqual(fulfillment["fulfillmentStatus"], "CANCELLED")
        self.assertEqual(self.sale(self.unwanted).state, "cancel")

    def push_what_is_out_of_step(self):
        self.sync_orders()
        self.push()
        self.amazon.update_listing("LAMP", quantity=3)
        self.load()

        self._tour(
            "ops",
            self.menu("Amazon", "Dashboard", "Stores"),
            self.press("[data-figure=out_of_step]", "Out of Step"),
            self.ask_why(),
            self.titled("LAMP"),
            self.button("action_push_again"),
            self.see(".o_notification"),
        )

        self.push()
        self.assertEqual(self.at_amazon("LAMP"), 100)

    def ask_why(self):
        """From the list, whose rows are edited in place, to the sum and to the listing."""
        return [
            *self.leave(".o_data_row:contains('LAMP') button[name=action_explain]"),
            *self.see(".o_data_row", "On hand"),
            *self.leave(".o_form_view a", "LAMP"),
        ]

    def work_off(self):
        """The processing lane comes by."""
        self.env["amazon.schedule"]._cron_process()


@tagged("post_install", "-at_install")
class TestOperationsDayOnPhone(OnPhone, TestOperationsDay):
    def ask_why(self):
        """From the card to the listing, to the sum and back."""
        return [
            *self.row("LAMP"),
            *self.titled("LAMP"),
            *self.button("action_explain"),
            *self.see(".o_kanban_record", "On hand"),
            *self.back(),
        ]
