"""Tax lines of a settlement's entries: exact, with their tags, and kept through later edits."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import models

from .settlement_parts import Part


class Taxed(NamedTuple):
    """A part and its taxes. ``net`` and ``taxes`` have the sign of the part's amount."""

    part: Part
    net: Decimal
    taxes: dict


class AmazonSettlementMapper(models.AbstractModel):
    _inherit = "amazon.settlement.mapper"

    def _split_taxes(self, currency: models.Model, parts: list[Part]) -> list[Taxed]:
        """Take the taxes out of parts that have the same ones.

        :param currency: ``res.currency`` of the file
        :param parts: parts with the same taxes, of which those that ``is_tax`` are tax alone
        :return: list of ``Taxed``, one for each part that is more than tax
        """
        taxes = self._flatten(parts[0])
        bases = [part for part in parts if not part.is_tax]
        if parts[0].is_told:
            told = self._share_tax(currency, self._sum_told(parts), taxes)
            split = [Taxed(part, part.amount, dict.fromkeys(told, Decimal(0))) for part in bases]
            rest = told
        else:
            split = [self._take_out(currency, taxes, part) for part in bases]
            whole = self._compute_taxes(currency, taxes, self._sum(bases))[0]
            rest = {
                tax: amount - sum(taxed.taxes[tax] for taxed in split)
                for tax, amount in whole.items()
            }
        return self._give_rest(split, rest, is_inside=not parts[0].is_told)

    def _take_out(self, currency: models.Model, taxes: models.Model, part: Part) -> Taxed:
        amounts, inside = self._compute_taxes(currency, taxes, part.amount)
        return Taxed(part, part.amount - inside, amounts)

    @staticmethod
    def _give_rest(split: list[Taxed], rest: dict, *, is_inside: bool) -> list[Taxed]:
        """What rounding each part apart leaves goes to the largest one: the sum has the tax."""
        if not split or not any(rest.values()):
            return split
        largest = max(range(len(split)), key=lambda place: abs(split[place].part.amount))
        part, net, taxes = split[largest]
        amounts = {tax: amount + rest[tax] for tax, amount in taxes.items()}
        paid = sum(rest[tax] for tax in rest if not tax.has_negative_factor)
        split[largest] = Taxed(part, net - paid if is_inside else net, amounts)
        return split

    @staticmethod
    def _compute_taxes(
        currency: models.Model, taxes: models.Model, amount: Decimal
    ) -> tuple[dict, Decimal]:
        """:return: tuple (dict tax → amount, the part of them that is inside ``amount``)"""
        details = taxes._get_tax_details(
            float(amount),
            1.0,
            precision_rounding=currency.rounding,
            special_mode="total_included",
        )
        exact = Decimal(1).scaleb(-currency.decimal_places)
        amounts = {
            data["tax"]: Decimal(str(data["tax_amount"])).quantize(exact)
            for data in details["taxes_data"]
            if not data["is_reverse_charge"]
        }
        # Reverse charge is due and deductible at once: nothing of it was paid.
        return amounts, sum(
            (paid for tax, paid in amounts.items() if not tax.has_negative_factor), Decimal(0)
        )

    def _share_tax(self, currency: models.Model, amount: Decimal, taxes: models.Model) -> dict:
        """Share a told amount among taxes by their rates; the last one takes the rest."""
        return self.env["amazon.tax.mapper"]._share(currency, amount, taxes)

    def _sum_told(self, parts: list[Part]) -> Decimal:
        return self._sum([part for part in parts if part.is_tax])

    @staticmethod
    def _sum(parts: list[Part]) -> Decimal:
        return sum((part.amount for part in parts), Decimal(0))

    @staticmethod
    def _flatten(part: Part) -> models.Model:
        """:return: ``account.tax`` of a part, groups of taxes taken apart"""
        assert part.taxes is not None, "only taxed parts come here"
        return part.taxes._flatten_taxes_and_sort_them()[0]

    # Lines

    def _prepare_taxed_vals(self, settlement: models.Model, parts: list[Part]) -> list[tuple]:
        """Lines of parts that have the same taxes: their bases, then the taxes.

        :param settlement: ``amazon.settlement``
        :param parts: see ``_split_taxes``
        :return: list of (dict for ``account.move.line``, ids of the rows on it)
        """
        field = "refund" if parts[0].is_refund else "invoice"
        split = self._split_taxes(settlement.currency_id, parts)
        lines = [
            (self._prepare_base_vals(settlement, taxed, field), taxed.part.row_ids)
            for taxed in split
        ]
        told_ids = tuple(id_ for part in parts if part.is_tax for id_ in part.row_ids)
        sums: defaultdict[models.Model, Decimal] = defaultdict(Decimal)
        if parts[0].is_told:
            told = self._sum_told(parts)
            sums |= self._share_tax(settlement.currency_id, told, self._flatten(parts[0]))
        else:
            for taxed in split:
                for tax, amount in taxed.taxes.items():
                    sums[tax] += amount
        base = sum((taxed.net for taxed in split), Decimal(0))
        for tax, amount in sums.items():
            for vals in self._prepare_tax_vals(settlement, parts[0], tax, amount, base, field):
                lines.append((vals, told_ids))
                told_ids = ()
        if told_ids:
            # Told tax that comes to nothing leads to its entry all the same.
            nothing = next(part for part in parts if part.is_tax)._replace(amount=Decimal(0))
            lines.append((self._prepare_move_line_vals(settlement, nothing), told_ids))
        return lines

    def _prepare_base_vals(self, settlement: models.Model, taxed: Taxed, field: str) -> dict:
        """:return: dict for the line of a part, without its taxes but with their tags"""
        vals = self._prepare_move_line_vals(settlement, taxed.part._replace(amount=taxed.net))
        taxes = taxed.part.taxes or self.env["account.tax"]
        repartition = self._flatten(taxed.part)[f"{field}_repartition_line_ids"]
        tags = repartition.filtered(lambda line: line.repartition_type == "base").tag_ids
        return vals | {
            "amazon_gross": float(taxed.part.amount),
            "tax_ids": [(6, 0, taxes.ids)],
            "tax_tag_ids": [(6, 0, tags.ids)],
            "extra_tax_data": self._prepare_extra_tax_data(settlement, taxed),
        }

    @staticmethod
    def _prepare_extra_tax_data(settlement: models.Model, taxed: Taxed) -> dict:
        """:return: dict by which Odoo keeps the amounts when somebody edits a draft of the entry"""
        net = float(-taxed.net)
        return {
            "currency_id": settlement.currency_id.id,
            "price_unit": net,
            "discount": 0.0,
            "quantity": 1.0,
            "manual_total_excluded_currency": net,
            "manual_tax_amounts": {
                str(tax.id): {
                    "tax_amount_currency": float(-amount),
                    "base_amount_currency": net,
                }
                for tax, amount in taxed.taxes.items()
            },
        }

    def _prepare_tax_vals(
        self,
        settlement: models.Model,
        part: Part,
        tax: models.Model,
        amount: Decimal,
        base: Decimal,
        field: str,
    ) -> list[dict]:
        """:return: list of dicts, a line for each repartition line of the tax"""
        repartition = tax[f"{field}_repartition_line_ids"].filtered(
            lambda line: line.repartition_type == "tax"
        )
        lines = []
        for line, share in self._share_repartition(settlement, repartition, amount):
            taxed = part._replace(
                name=tax.name, account=line.account_id or part.account, amount=share, analytic=None
            )
            lines.append(
                self._prepare_move_line_vals(settlement, taxed)
                | {
                    "display_type": "tax",
                    "tax_repartition_line_id": line.id,
                    "tax_tag_ids": [(6, 0, line.tag_ids.ids)],
                    "tax_base_amount": float(-base),
                }
            )
        return lines

    def _share_repartition(
        self, settlement: models.Model, repartition: models.Model, amount: Decimal
    ) -> list[tuple]:
        """:return: list of (repartition line, its share), without those that come to nothing"""
        currency = settlement.currency_id
        round_ = self.env["amazon.tax.mapper"]._round
        factors = [Decimal(str(line.factor_percent)) / 100 for line in repartition]
        shares = [round_(currency, float(amount * factor)) for factor in factors]
        if shares:
            shares[-1] += round_(currency, float(amount * sum(factors))) - sum(shares)
        return [pair for pair in zip(repartition, shares, strict=True) if pair[1]]
