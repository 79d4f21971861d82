"""Entries of a settlement: parts in Amazon's signs become journal items that balance."""

from decimal import Decimal

from odoo import models
from odoo.tools import groupby

from .settlement_parts import PAYMENTS, Entry, Part


class AmazonSettlementMapper(models.AbstractModel):
    _name = "amazon.settlement.mapper"
    _description = "Amazon Settlement to Journal Entries"

    def _prepare_move_vals(
        self, settlement: models.Model, entry: Entry
    ) -> tuple[dict, list[tuple[int, ...]]]:
        """An entry that balances in the currency of the file and in the company's. A hook.

        :param settlement: ``amazon.settlement``
        :param entry: ``Entry``
        :return: tuple (dict for ``account.move``, ids of the settlement's rows on each line)
        """
        lines = self._prepare_lines(settlement, entry)
        cash = self._prepare_cash_vals(settlement, entry)
        self._convert(settlement, entry, [vals for vals, _ids in lines], cash)
        lines += [(vals, ()) for vals in cash if vals["amount_currency"] or vals["balance"]]
        store = settlement.store_id
        return {
            "move_type": "entry",
            "company_id": settlement.company_id.id,
            "journal_id": store.settlement_journal_id.id,
            "currency_id": settlement.currency_id.id,
            "date": entry.date,
            "ref": entry.ref,
            "partner_id": store.amazon_partner_id.id,
            "amazon_settlement_id": settlement.id,
            "amazon_store_id": store.id,
            "amazon_entry": entry.kind,
            "amazon_number": entry.number,
            "amazon_run": settlement.run,
            "line_ids": [(0, 0, vals) for vals, _ids in lines],
        }, [ids for _vals, ids in lines]

    def _prepare_lines(self, settlement: models.Model, entry: Entry) -> list[tuple]:
        """:return: list of (dict for ``account.move.line``, row ids) for all parts but the cash"""

        def situation(part: Part) -> tuple:
            tax_ids = tuple(part.taxes.ids) if part.taxes else ()
            return tax_ids, part.is_refund, part.is_told

        lines = []
        for (tax_ids, *_), parts in groupby(entry.parts, situation):
            if tax_ids:
                lines += self._prepare_taxed_vals(settlement, parts)
            else:
                lines += [
                    (self._prepare_move_line_vals(settlement, part), part.row_ids)
                    for part in parts
                    # Rows that cancel each other out lead to their entry all the same.
                    if part.amount or part.balance or part.row_ids
                ]
        return lines

    def _prepare_move_line_vals(self, settlement: models.Model, part: Part) -> dict:
        """A line of a settlement's entry. A hook::

            def _prepare_move_line_vals(self, settlement, part):
                vals = super()._prepare_move_line_vals(settlement, part)
                if part.kind and part.kind.code == "advertising":
                    vals["name"] = f"{vals['name']} {settlement.date_end:%B}"
                return vals

        :param settlement: ``amazon.settlement``
        :param part: ``Part``; its amount is what Amazon owes, so that the line is a credit
        :return: dict for ``account.move.line``, in the file's currency; the balance in the
            company's currency follows, except where the part gives it
        """
        partner = part.partner or settlement.store_id.amazon_partner_id
        vals = {
            "name": part.name,
            "account_id": part.account.id,
            "currency_id": settlement.currency_id.id,
            "amount_currency": float(-part.amount),
            "partner_id": partner.id,
            "amazon_store_id": part.store.id,
            "amazon_gross": float(part.amount),
            "amazon_kind_id": part.kind.id if part.kind else False,
            "amazon_order_ref": part.order_ref or False,
            "amazon_invoice_id": part.invoice.id if part.invoice else False,
            "analytic_distribution": part.analytic or False,
        }
        if part.balance is not None:
            vals["balance"] = float(-part.balance)
        return vals

    def _prepare_cash_vals(self, settlement: models.Model, entry: Entry) -> list[dict]:
        """The line that takes the sum of an entry, and one for cents of conversion of its own.

        :return: list of two dicts for ``account.move.line``
        """
        total = sum((part.amount for part in entry.parts), Decimal(0))
        cash = Part(entry.cash_name, entry.cash, -total, settlement.store_id)
        return [
            self._prepare_move_line_vals(settlement, cash),
            self._prepare_move_line_vals(settlement, cash._replace(amount=Decimal(0))),
        ]

    def _convert(
        self, settlement: models.Model, entry: Entry, lines: list[dict], cash: list[dict]
    ) -> None:
        """Give each line its balance; what rounding leaves rests with the cash.

        Where that would turn the sign of the cash, which Odoo's tables refuse, it is a line apart.
        """
        company = settlement.company_id
        home, foreign = company.currency_id, settlement.currency_id
        rate = foreign._get_conversion_rate(home, foreign, company, entry.date)
        for vals in [*lines, *cash]:
            if "balance" not in vals:
                vals["balance"] = home.round(vals["amount_currency"] / rate)
            if vals.get("extra_tax_data"):
                self._add_home_amounts(vals["extra_tax_data"], home, foreign, rate)
            if vals.get("tax_base_amount"):
                vals["tax_base_amount"] = home.round(vals["tax_base_amount"] / rate)
        rest = home.round(-sum(vals["balance"] for vals in [*lines, *cash]))
        if entry.kind == PAYMENTS and rest:
            # Invoices are paid at their own rate, so that Odoo makes no entry for each of them.
            cash[1] |= self._prepare_exchange_vals(company, rest)
            return
        taken = home.round(cash[0]["balance"] + rest)
        fits = taken * cash[0]["amount_currency"] >= 0 and cash[0]["amount_currency"]
        cash[0 if fits else 1]["balance"] += rest
        for vals in cash:
            vals["balance"] = home.round(vals["balance"])

    def _prepare_exchange_vals(self, company: models.Model, amount: float) -> dict:
        """:return: dict for the line of a rate difference; ``amount`` is a loss above zero"""
        loss, gain = (
            company.expense_currency_exchange_account_id,
            company.income_currency_exchange_account_id,
        )
        return {
            "name": self.env._("Exchange difference"),
            "account_id": (loss if amount > 0 else gain).id,
            "balance": amount,
        }

    @staticmethod
    def _add_home_amounts(
        data: dict, home: models.Model, foreign: models.Model, rate: float
    ) -> None:
        """Without amounts in the company's currency, Odoo would compute them anew in an edit."""
        if home == foreign:
            return
        data["rate"] = rate
        data["manual_total_excluded"] = home.round(data["manual_total_excluded_currency"] / rate)
        for amounts in data["manual_tax_amounts"].values():
            for name in ("tax_amount", "base_amount"):
                amounts[name] = home.round(amounts[f"{name}_currency"] / rate)
