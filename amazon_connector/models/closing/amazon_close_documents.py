"""Whether a month's invoices and payouts are there before it is closed."""

from odoo import fields, models

from ...spapi.words import PARTIALLY_SHIPPED, SHIPPED
from ..entries.account_move import UNREVERSED


class AmazonClose(models.Model):
    _inherit = "amazon.close"

    # Invoices

    def _check_invoices(self):
        """:return: whether all that was sold is invoiced, and a sentence"""
        Order = self.env["amazon.order"]
        if count := Order.search_count(self._get_unsold_domain()):
            return False, self.env._("Shipped orders that are no sales orders yet: %s", count)
        if count := Order.search_count(self._get_invoice_domain()):
            return False, self.env._("Orders to invoice: %s", count)
        if count := self.env["account.move"].search_count(self._get_draft_domain()):
            return False, self.env._("Invoices that are not posted: %s", count)
        return True, self.env._("Nothing is left to invoice.")

    def _get_sold_domain(self):
        """:return: domain of ``amazon.order``: those of the month that are invoiced one by one"""
        start, end = self._get_bounds()
        return [
            ("store_id", "=", self.store_id.id),
            ("accounting_mode", "=", "per_order"),
            ("purchase_date", ">=", start),
            ("purchase_date", "<", end),
        ]

    def _get_unsold_domain(self):
        return [
            *self._get_sold_domain(),
            ("status", "in", (SHIPPED, PARTIALLY_SHIPPED)),
            ("state", "in", ("held", "failed")),
            ("sale_order_id", "=", False),
        ]

    def _get_invoice_domain(self):
        return [
            *self._get_sold_domain(),
            ("sale_order_id", "any", self.store_id._get_left_domain()),
        ]

    def _get_draft_domain(self):
        """:return: domain of drafts: to Odoo their orders are invoiced, in the books is nothing

        Those that are posted with their settlement wait for it, and take its date.
        """
        lines = [
            ("amazon_order_id", "any", self._get_sold_domain()),
            ("amazon_order_id.store_id.invoicing", "!=", "settlement"),
        ]
        return [
            ("state", "=", "draft"),
            ("move_type", "=", "out_invoice"),
            ("invoice_line_ids.sale_line_ids", "any", lines),
        ]

    def _locate_invoices(self):
        """:return: tuple (model, domain) of what ``_check_invoices`` counts first"""
        orders = self.env["amazon.order"]
        unsold, sold = self._get_unsold_domain(), self._get_invoice_domain()
        # Orders that wait are for who runs the shop: an accountant does not see them.
        if orders.has_access("read") and orders.search_count(unsold, limit=1):
            return "amazon.order", unsold
        # Nor may an accountant ask for them: what is found is named.
        if sales := self.env["sale.order"].sudo().search([("amazon_order_ids", "any", sold)]):
            return "sale.order", [("id", "in", sales.ids)]
        drafts = self.env["account.move"].sudo().search(self._get_draft_domain())
        return "account.move", [("id", "in", drafts.ids)]

    # Payouts

    def _check_payouts(self):
        """:return: whether the bank has all payouts of the month, and a sentence"""
        waiting, entries = self._find_unmatched_payouts(), self._find_unpaid_entries()
        failed = waiting.filtered(lambda payout: payout.phase == "failed")
        names = [*(waiting - failed).mapped("display_name"), *entries.mapped("ref")]
        sentences = []
        if names:
            sentences.append(self.env._("Not matched with the bank: %s", ", ".join(names)))
        if failed:
            sentences.append(
                self.env._(
                    "Failed, and in no later settlement yet: %s",
                    ", ".join(failed.mapped("display_name")),
                )
            )
        if sentences:
            return False, " ".join(sentences)
        count = len(self._find_payouts())
        return True, self.env._("Payouts matched with the bank: %s", count)

    def _find_payouts(self):
        """:return: ``amazon.payout`` that were made in the month"""
        return self.env["amazon.payout"].search(
            [
                ("store_id", "=", self.store_id.id),
                ("is_expected", "=", False),
                ("expected_on", ">=", fields.Date.start_of(self.day, "month")),
                ("expected_on", "<=", self.day),
                ("phase", "!=", "none"),
            ]
        )

    def _find_unmatched_payouts(self):
        """:return: those of them that the bank does not have, or has not taken back"""
        return self._find_payouts().filtered(
            lambda payout: (
                not (payout._is_made_up_for() if payout.phase == "failed" else payout.is_matched)
            )
        )

    def _find_unpaid_entries(self):
        """:return: ``account.move``, payouts that only a settlement tells of, still in transit:
        its file was uploaded by hand, or the account may not read Amazon's payouts
        """
        entries = self.env["account.move"].search(
            [
                ("amazon_store_id", "=", self.store_id.id),
                ("amazon_entry", "=", "payout"),
                ("state", "=", "posted"),
                UNREVERSED,
                ("amazon_settlement_id.payout_ids", "=", False),
                ("date", ">=", fields.Date.start_of(self.day, "month")),
                ("date", "<=", self.day),
            ]
        )
        return entries.filtered(
            lambda move: any(
                line.account_id.reconcile and not line.reconciled
                for line in move.line_ids
                if line.account_id == move.amazon_settlement_id._get_booked_transit()
            )
        )

    def _locate_payouts(self):
        """:return: tuple (model, domain) of what ``_check_payouts`` names first"""
        entries = self.sudo()._find_unpaid_entries()
        may = self.env["account.move"].has_access("read")
        if may and entries and not self._find_unmatched_payouts():
            return "account.move", [("id", "in", entries.ids)]
        return "amazon.payout", [("id", "in", self._find_payouts().ids)]
