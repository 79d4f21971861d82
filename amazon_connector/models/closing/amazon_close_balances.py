"""Whether the books say what Amazon's balances say at a month's end."""

from datetime import datetime, time, timedelta

from odoo import models
from odoo.tools.misc import formatLang


class AmazonClose(models.Model):
    _inherit = "amazon.close"

    def _check_balance(self):
        """Rows of the month in the settlement that ends after it are what Amazon had released and
        not settled; Amazon's balances count days in UTC.
        """
        end = datetime.combine(self.day + timedelta(days=1), time())
        found = self._find_settlements()
        own = found.filtered(lambda settlement: settlement.store_id == self.store_id)
        if found and not own and self.currency_id.is_zero(self.amount_available):
            names = ", ".join(found.store_id.mapped("display_name"))
            return True, self.env._("Amazon keeps its money with that of %s.", names)
        if not self.is_available_told:
            return False, self.env._("Amazon has not told its balance yet: press Check.")
        crossing = own.filtered(
            lambda settlement: settlement.date_start < end <= settlement.date_end
        )
        if not crossing and self.currency_id.is_zero(self.amount_available):
            # The last settlement ended with the month, or nothing was sold since.
            return True, self.env._("Nothing was available at Amazon at the month's end.")
        if not crossing:
            return False, self.env._(
                "Available at Amazon: %s. The settlement that proves it is not there yet.",
                self._format(self.amount_available),
            )
        rows = self.env["amazon.settlement.line"]._read_group(
            [("settlement_id", "in", crossing.ids), ("posted_at", "<", end)], [], ["amount:sum"]
        )
        told = rows[0][0] or 0.0
        sentence = self.env._(
            "Available at Amazon: %(amazon)s. Released and settled later, by the rows: %(rows)s.",
            amazon=self._format(self.amount_available),
            rows=self._format(told),
        )
        return not self.currency_id.compare_amounts(told, self.amount_available), sentence

    def _check_reserve(self):
        """What Amazon keeps back of the account for its risk, against the account of reserves."""
        rows = self.env["account.move.line"]._read_group(
            self._get_reserve_domain(), [], ["amount_currency:sum"]
        )
        booked = rows[0][0] or 0.0
        if not self.is_reserve_told:
            return True, self.env._(
                "Amazon does not tell its reserve. In the books: %s", self._format(booked)
            )
        sentence = self.env._(
            "Reserve at Amazon: %(amazon)s. In the books: %(books)s",
            amazon=self._format(self.amount_reserve),
            books=self._format(booked),
        )
        return not self.currency_id.compare_amounts(booked, self.amount_reserve), sentence

    def _get_reserve_domain(self):
        """:return: domain of journal items: the store's reserve until the month's end"""
        kind = self.env.ref("amazon_connector.amazon_fee_kind_reserve").sudo()
        company = self.company_id
        rules = kind.rule_ids.filtered(lambda rule: rule.company_id in (company.browse(), company))
        accounts = kind.with_company(company).gl_account_id | rules.gl_account_id
        return [
            ("account_id", "in", accounts.ids),
            *self._get_whose_domain(),
            ("parent_state", "=", "posted"),
            ("date", "<=", self.day),
        ]

    def _get_whose_domain(self):
        """:return: domain of journal items: the store's, and what was entered by hand (the reserve
        of before going live) where no other store is of its currency
        """
        whose = [("move_id.amazon_store_id", "=", self.store_id.id)]
        others = (
            self.env["amazon.store"]
            .sudo()
            .with_context(active_test=False)
            .search_count(
                [
                    ("company_id", "=", self.company_id.id),
                    ("marketplace_id.currency_id", "=", self.currency_id.id),
                    ("id", "!=", self.store_id.id),
                ],
                limit=1,
            )
        )
        if others:
            return whose
        by_hand = [
            ("move_id.amazon_store_id", "=", False),
            ("currency_id", "=", self.currency_id.id),
        ]
        return ["|", *whose, "&", *by_hand]

    def _format(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)
