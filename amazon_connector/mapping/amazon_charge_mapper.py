"""What Amazon states for each line of an order: its goods, and its charges added up by name."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from odoo import models

from .amazon_tax_mapper import ITEM, LineAmount

if TYPE_CHECKING:
    from ..spapi.orders import Charge, Order, OrderItem

# Amazon's kind of charge → the charge's name here; anything new is an "other_charge".
CHARGE_NAMES = {"SHIPPING": "shipping", "GIFT_WRAP": "gift_wrap", "COD_FEE": "cod_fee"}


class AmazonOrderMapper(models.AbstractModel):
    _inherit = "amazon.order.mapper"

    def _get_amounts(self, document: models.Model, order: "Order") -> list["LineAmount"]:
        """What Amazon states for each line of an order.

        :return: list of ``LineAmount``: items with a quantity, then charges
        """
        items = {item.amazon_ref: item for item in document.item_ids}
        amounts = [
            self._get_item_amount(document, item, items[item.item_id]._get_product())
            for item in order.items
            if item.quantity_ordered
        ]
        return amounts + self._collect_charges(document, order)

    def _get_item_amount(
        self, document: models.Model, item: "OrderItem", product: models.Model
    ) -> "LineAmount":
        """:return: ``LineAmount`` of the goods of an item, without charges and promotions"""
        mode = document.store_id.tax_mode
        goods = [_get_price(charge, mode) for charge in item.charges if charge.kind == ITEM]
        return LineAmount(
            ITEM,
            item.quantity_ordered,
            sum((amount for amount, _tax in goods), Decimal(0)),
            sum((tax for _amount, tax in goods), Decimal(0)),
            item.tax_collected_by_amazon,
            self._is_deemed(item),
            product,
        )

    def _collect_charges(self, document: models.Model, order: "Order") -> list["LineAmount"]:
        """Add up the charges of an order by name; the goods themselves are left out.

        Promotions stay one amount for the whole order: nothing is spread, no cent is lost. Where
        tax is imported or inside the prices, what Amazon collects itself stays apart from the rest.

        :return: list of ``LineAmount`` with an amount or a tax
        """
        mode = document.store_id.tax_mode
        is_taxed = mode == "import" or document.marketplace_id.prices_include_tax
        sums: defaultdict[tuple, list] = defaultdict(lambda: [Decimal(0), Decimal(0), 0])
        for item in order.items:
            who = (item.tax_collected_by_amazon, self._is_deemed(item))
            for name, amount, tax in self._get_parts(item, mode):
                total = sums[name, *(who if is_taxed else (False, False))]
                total[0] += amount
                total[1] += tax
                total[2] += bool(tax)
        if order.tip:
            sums["tip", False, False][0] += order.tip
        product = self._get_main_product(document, order)
        return [
            LineAmount(name, 1, amount, tax, collected, deemed, product, parts)
            for (name, collected, deemed), (amount, tax, parts) in sums.items()
            if amount or (tax and mode == "import")
        ]

    @staticmethod
    def _get_parts(item: "OrderItem", mode: str) -> Iterator[tuple[str, Decimal, Decimal]]:
        """What an item brings to the charges of its order: name, amount, tax."""
        tax_name = "collected_tax" if item.tax_collected_by_amazon else "tax"
        for charge in item.charges:
            if charge.kind != ITEM:
                yield (CHARGE_NAMES.get(charge.kind, "other_charge"), *_get_price(charge, mode))
            amount, tax = _get_discount(charge, mode)
            yield "discount", -amount, -tax
            if mode == "charge" and not charge.tax_included:
                yield tax_name, charge.tax - charge.discount_tax, Decimal(0)

    @staticmethod
    def _get_main_product(document: models.Model, order: "Order") -> models.Model:
        """The product that most money was paid for: charges are taxed as their goods are."""
        items = {item.amazon_ref: item for item in document.item_ids}
        main = max(order.items, key=lambda item: item.charges_total, default=None)
        return items[main.item_id].product_id if main else document.item_ids.product_id

    @staticmethod
    def _get_charge_key(charge: "LineAmount") -> str:
        """What identifies the line of a charge when the order changes."""
        who = "collected" if charge.collected else "deemed" if charge.deemed else ""
        return f"{charge.name}.{who}" if who else charge.name

    @staticmethod
    def _is_deemed(item: "OrderItem") -> bool:
        """Whether Amazon is the supplier in law, so that the seller's own rate is 0 %."""
        return bool(item.reporting_schemes & {"IOSS", "UOSS"})


def _get_price(charge: "Charge", mode: str) -> tuple[Decimal, Decimal]:
    """:return: what a charge costs and its tax, see ``LineAmount``"""
    return _take_tax_out(charge, charge.amount, charge.tax, mode)


def _get_discount(charge: "Charge", mode: str) -> tuple[Decimal, Decimal]:
    """:return: what is taken off a charge, and off its tax; both positive"""
    return _take_tax_out(charge, charge.discount, charge.discount_tax, mode)


def _take_tax_out(
    charge: "Charge", amount: Decimal, tax: Decimal, mode: str
) -> tuple[Decimal, Decimal]:
    """A tax inside the price leaves it where it is imported, and is not stated apart elsewhere."""
    if not charge.tax_included:
        return amount, tax
    return (amount - tax, tax) if mode == "import" else (amount, Decimal(0))
