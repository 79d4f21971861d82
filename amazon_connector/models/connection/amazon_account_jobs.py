"""Jobs of an account: the same entry points serve crons, buttons, tests and scripts."""

from odoo import api, models


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    @api.model
    def _get_entry_points(self):
        return (
            *super()._get_entry_points(),
            "action_connect",
            "action_test_connection",
            "action_load_stores",
            "action_sync_orders",
            "action_push_shipments",
            "action_push_cancellations",
            "action_sync_settlements",
            "action_sync_refunds",
            "action_sync_returns",
            "action_sync_reimbursements",
            "action_sync_payouts",
        )

    def _work_env(self):
        """This account as a job sees it: superuser, its company, no tracking, no mail.

        What it writes down is read by people: in the language of whoever pressed the button, else
        of who is responsible for the account.
        """
        responsible = self.sudo().user_id.filtered("active") or self.company_id.sudo()
        return (
            self.sudo()
            .with_company(self.company_id)
            .with_context(
                lang=self.env.lang or responsible.partner_id.lang,
                allowed_company_ids=self.company_id.ids,
                tracking_disable=True,
                mail_notrack=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
                mail_auto_subscribe_no_notify=True,
            )
        )

    def action_sync_orders(self):
        """Fetch what changed at Amazon since the last run and make Odoo documents of it."""
        return self.env["amazon.schedule"]._run_now("amazon.order", self)

    def action_push_shipments(self):
        """Confirm now what done deliveries have waiting (Update Dispatched Orders)."""
        self.check_access("read")
        return self.env["amazon.shipment"]._push_waiting(self.store_ids, self)

    def action_push_cancellations(self):
        """Tell Amazon which orders are not shipped, and read what became of those told before."""
        return self.env["amazon.schedule"]._run_now("amazon.cancellation", self)

    def action_sync_settlements(self):
        """Fetch now the settlements that Amazon has made since the last look."""
        return self.env["amazon.schedule"]._run_now("amazon.settlement", self)

    def action_sync_refunds(self):
        """Fetch now the refunds that Amazon tells of, and book those that it has released."""
        return self.env["amazon.schedule"]._run_now("amazon.refund", self)

    def action_sync_returns(self):
        """Ask for the reports of returns, or read those that Amazon has prepared by now."""
        schedules = self.env["amazon.schedule"]
        return schedules._run_now("amazon.return", self) | schedules._run_now(
            "amazon.return.request", self
        )

    def action_sync_reimbursements(self):
        """Ask for the report of reimbursements, or read the one that Amazon has prepared by now."""
        return self.env["amazon.schedule"]._run_now("amazon.reimbursement", self)

    def action_sync_payouts(self):
        """Fetch now what Amazon has paid, expects to pay and holds back."""
        return self.env["amazon.schedule"]._run_now("amazon.payout", self)

    def action_view_orders(self):
        return self._get_own_action("amazon_connector.amazon_order_action")

    def action_view_operations(self):
        return self._get_own_action("amazon_connector.amazon_operation_action")

    def _get_own_action(self, name):
        """:return: the window action of that name, for what is of these accounts"""
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return dict(action, domain=[("account_id", "in", self.ids)], context={})
