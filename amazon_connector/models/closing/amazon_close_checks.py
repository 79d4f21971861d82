"""What has to be there before a month is closed, line by line."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

from ..words.empty_page import say_empty

# Days that a sentence names; the rest is counted.
MOST_DAYS = 5


class AmazonClose(models.Model):
    _inherit = "amazon.close"

    def _find_lines(self):
        """Every line of the page. A hook: extensions add theirs.

        :return: dict key of ``amazon.close.line`` → (whether it is done, sentence)
        """
        return {
            "settlements": self._check_settlements(),
            "entries": self._check_entries(),
            "invoices": self._check_invoices(),
            "refunds": self._check_refunds(),
            "accrual": self._check_accrual(),
            "cost": self._check_cost(),
            "clearing": self._check_clearing(),
            "payouts": self._check_payouts(),
            "balance": self._check_balance(),
            "reserve": self._check_reserve(),
        }

    def _find_settlements(self):
        """:return: settlements of the store that have days of the month"""
        start, end = self._get_bounds()
        return self.env["amazon.settlement"].search(
            [
                # Of several stores, one file may hold the money of each.
                "|",
                ("store_id", "=", self.store_id.id),
                ("line_ids", "any", [("store_id", "=", self.store_id.id)]),
                ("date_start", "<", end),
                ("date_end", ">=", start),
                ("state", "!=", "ignored"),
            ],
            order="date_start",
        )

    def _find_accrual(self):
        """:return: ``amazon.accrual`` of the month, empty where there is none"""
        month = fields.Date.start_of(self.day, "month")
        return self.env["amazon.accrual"].search(
            [("store_id", "=", self.store_id.id), ("month", "=", month)], limit=1
        )

    def _find_covering(self):
        """:return: settlements that may cover days: of a store with files of its own only these,
        since a stray row in another's covers nothing
        """
        own = [("store_id", "=", self.store_id.id), ("state", "!=", "ignored")]
        found = self._find_settlements()
        if not self.env["amazon.settlement"].search_count(own, limit=1):
            return found
        return found.filtered(lambda settlement: settlement.store_id == self.store_id)

    def _check_settlements(self):
        covered_until, missing = self._get_bounds()[0], []
        first = self.store_id.import_from
        if first and first > covered_until:
            covered_until = first
        for settlement in self._find_covering():
            if settlement.date_start - covered_until >= timedelta(days=1):
                missing.append((covered_until, settlement.date_start))
            covered_until = max(covered_until, settlement.date_end)
        end = self._get_bounds()[1]
        is_accrued = self._find_accrual().state in ("posted", "nothing")
        if end - covered_until >= timedelta(days=1) and not is_accrued:
            missing.append((covered_until, end))
        if not missing:
            return True, self.env._("Every day is covered by a settlement or by the accrual.")
        names = ", ".join(
            f"{format_date(self.env, begin)} – {format_date(self.env, until)}"
            for begin, until in missing[:MOST_DAYS]
        )
        return False, self.env._("Days without a settlement: %s", names)

    def _check_entries(self):
        found = self._find_settlements()
        waiting = found.filtered(
            lambda settlement: settlement.stage != "posted" or settlement._find_undone()
        )
        if waiting:
            names = ", ".join(waiting.mapped("amazon_ref"))
            return False, self.env._("Not posted: %s", names)
        return True, self.env._("Settlements posted: %s", len(found))

    def _get_refund_domain(self):
        start, end = self._get_bounds()
        return [
            ("store_id", "=", self.store_id.id),
            ("is_released", "=", True),
            ("posted_at", ">=", start),
            ("posted_at", "<", end),
            ("state", "not in", ("done", "ignored")),
        ]

    def _check_refunds(self):
        if "amazon.refund" not in self.env:
            return True, self.env._("Refunds are booked by the settlements.")
        count = self.env["amazon.refund"].search_count(self._get_refund_domain())
        if count:
            return False, self.env._("Refunds that are not booked: %s", count)
        return True, self.env._("Every released refund is booked.")

    def _check_accrual(self):
        accrual = self._find_accrual()
        if accrual.state == "posted":
            return True, self.env._(
                "Accrued and reversed: %s", self._format(accrual.amount_told)
            ) + (
                " " + self.env._("Not told in detail: %s", self._format(accrual.amount_gap))
                if accrual.amount_gap
                else ""
            )
        if accrual.state == "nothing":
            return True, self.env._("Amazon held nothing back.")
        return False, accrual.reason or self.env._("The deferred sales are not accrued.")

    def _check_clearing(self):
        statement = self.env["amazon.statement"].new(
            {
                "store_id": self.store_id.id,
                "date_from": fields.Date.start_of(self.day, "month"),
                "date_to": self.day,
            }
        )
        currency = self.company_id.currency_id
        left = ", ".join(
            f"{line.name} {formatLang(self.env, line.amount, currency_obj=currency)}"
            for line in statement.line_ids
            if line.section == "open"
        )
        sentence = self.env._(
            "Opening %(opening)s, closing %(closing)s.",
            opening=formatLang(self.env, statement.amount_opening, currency_obj=currency),
            closing=formatLang(self.env, statement.amount_closing, currency_obj=currency),
        )
        if left:
            sentence += " " + self.env._("Open: %s", left)
        return currency.is_zero(statement.difference), sentence

    # The way to what is missing

    def _locate_refunds(self):
        """:return: tuple (model, domain): what is not booked, else all of the month"""
        refunds, waiting = self.env["amazon.refund"], self._get_refund_domain()
        if refunds.search_count(waiting, limit=1):
            return refunds._name, waiting
        return refunds._name, [term for term in waiting if term[0] != "state"]

    def _locate_settlements(self):
        return "amazon.settlement", [("id", "in", self._find_settlements().ids)]

    def _get_action(self, key):
        """:return: window action to what a line is about"""
        if key == "accrual":
            month = fields.Date.start_of(self.day, "month")
            accruals = self.env["amazon.accrual"].sudo()
            return accruals._get_or_create(self.store_id, month).action_view_accrual()
        if key == "cost":
            return self._get_cost_action()
        if key == "clearing":
            first = fields.Date.start_of(self.day, "month")
            return self.store_id.action_view_statement(first, self.day)
        ways = {
            "reserve": lambda: ("account.move.line", self._get_reserve_domain()),
            "payouts": self._locate_payouts,
            "invoices": self._locate_invoices,
            "refunds": self._locate_refunds,
        }
        # Each asks for what its reader may see, and for no other's.
        model, domain = ways.get(key, self._locate_settlements)()
        labels = dict(self.env["amazon.close.line"]._fields["key"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": labels[key],
            "res_model": model,
            "view_mode": "list,form",
            "domain": domain,
            "help": self._get_empty_help(),
        }

    def _get_empty_help(self):
        return say_empty(self.env._("Nothing in this month"))
