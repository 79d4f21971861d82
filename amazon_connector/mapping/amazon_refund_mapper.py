"""A refund as values of Odoo's credit note: Amazon's amounts and tax to the cent. No writes."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from odoo import models
from odoo.fields import Command

from ..spapi.finances import PRICE, TAX, WITHHELD
from .amazon_tax_mapper import ITEM, LineAmount

if TYPE_CHECKING:
    from ..spapi.finances import Refund, Share


class RefundedLine(NamedTuple):
    """One line of a credit note: what is given back (positive), of which item, if of one."""

    amount: LineAmount
    item: models.Model
    sku: str = ""


class Nowhere(NamedTuple):
    """In place of an order that Odoo does not have: where its goods went is not known."""

    address: None = None


class AmazonRefundMapper(models.AbstractModel):
    _name = "amazon.refund.mapper"
    _description = "Amazon Refund to Credit Note"

    def _prepare_credit_note_vals(
        self, refund: models.Model, sorted_refund: "Refund", dates: dict
    ) -> dict:
        """Values of the credit note of a refund. A hook; for example, to name the reason::

            def _prepare_credit_note_vals(self, refund, sorted_refund, dates):
                vals = super()._prepare_credit_note_vals(refund, sorted_refund, dates)
                vals["x_amazon_type"] = refund.transaction_type
                return vals

        :param refund: ``amazon.refund``
        :param sorted_refund: ``Refund`` of ``spapi.finances``
        :param dates: value dict with ``invoice_date`` and ``date``
        :return: dict for ``account.move.create``
        """
        store, sale = refund.store_id, refund.sale_order_id
        return {
            "move_type": "out_refund",
            "company_id": refund.company_id.id,
            "currency_id": refund.currency_id.id,
            "ref": refund.order_ref,
            "invoice_origin": sale.name or refund.order_ref,
            "is_amazon": True,
            "amazon_store_id": store.id,
            "journal_id": refund._get_credit_note_journal().id,
            **self._prepare_payer_vals(refund),
            **dates,
            "invoice_line_ids": [
                Command.create(self._prepare_credit_note_line_vals(refund, line))
                for line in self._collect_lines(refund, sorted_refund)
            ],
        }

    def _prepare_payer_vals(self, refund: models.Model) -> dict:
        """Who is credited: as on the invoice, or the store's fixed contact where there is none."""
        if invoice := refund._get_invoices()[:1]:
            return {
                "partner_id": invoice.partner_id.id,
                "partner_shipping_id": invoice.partner_shipping_id.id,
                "fiscal_position_id": invoice.fiscal_position_id.id,
                "invoice_payment_term_id": invoice.invoice_payment_term_id.id,
                "amazon_buyer_vat": invoice.amazon_buyer_vat,
            }
        return {
            "partner_id": refund.store_id.customer_id.id,
            "fiscal_position_id": False,
            "amazon_order_ref": refund.order_ref,
        }

    # Amounts

    def _collect_lines(self, refund: models.Model, sorted_refund: "Refund") -> list["RefundedLine"]:
        """What is given back, as the lines of the sales order are: items, then charges by name."""
        goods: list[RefundedLine] = []
        charges: defaultdict[tuple, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
        mode = refund.store_id.tax_mode
        for share in sorted_refund.shares:
            collected = bool(share.sum_of(WITHHELD))
            item = refund._find_order_item(share.item)
            for name, amount, tax in self._get_parts(share, mode, collected):
                if name == ITEM and share.item:
                    line = LineAmount(ITEM, 1, amount, tax, collected, product=item.product_id)
                    goods.append(RefundedLine(line, item, share.item.sku))
                else:
                    total = charges[name, collected]
                    total[0] += amount
                    total[1] += tax
        main = refund.order_id.item_ids[:1].product_id
        return goods + [
            RefundedLine(
                LineAmount(name, 1, amount, tax, collected, product=main),
                refund.order_id.item_ids.browse(),
            )
            for (name, collected), (amount, tax) in charges.items()
            if amount or tax
        ]

    @staticmethod
    def _get_parts(
        share: "Share", mode: str, collected: bool
    ) -> Iterator[tuple[str, Decimal, Decimal]]:
        """What a share brings to the lines: name, amount, tax; tax as the store books it."""
        names = dict.fromkeys(p.charge for p in share.parts if p.kind in (PRICE, TAX))
        taxes = Decimal(0)
        for name in names:
            of_name = {part.kind: -n for part, n in share.parts.items() if part.charge == name}
            amount, tax = of_name.get(PRICE, Decimal(0)), of_name.get(TAX, Decimal(0))
            if mode == "import" and (amount or tax):
                yield name, amount, tax
            elif mode != "import" and amount:
                yield name, amount, Decimal(0)
            taxes += tax
        if mode == "charge" and taxes:
            yield ("collected_tax" if collected else "tax"), taxes, Decimal(0)

    # Lines

    def _prepare_credit_note_line_vals(self, refund: models.Model, line: RefundedLine) -> dict:
        """Values of a line of the credit note. A hook.

        A whole number of units, at the price of the sales line, is credited as such. Any other
        amount is one of money: the quantity that was invoiced stays.

        :param refund: ``amazon.refund``
        :return: dict for ``account.move.line``
        """
        sold = self._find_sale_line(refund, line)
        prices = self._prepare_price_vals(refund, line, sold)
        units = self._count_units(refund, prices["price_unit"], sold)
        if units > 1:
            amount = line.amount._replace(quantity=units)
            prices = self._prepare_price_vals(refund, line._replace(amount=amount), sold)
        product = self._get_product(refund, line, sold)
        vals = {
            "product_id": product.id,
            "product_uom_id": (sold.product_uom_id or product.uom_id).id,
            "name": self._get_name(line, sold, product),
            "quantity": units or 1,
            "discount": 0.0,
            "amazon_is_amount": not units,
            **prices,
        }
        if sold:
            vals["sale_line_ids"] = [Command.link(sold.id)]
            vals["analytic_distribution"] = sold.analytic_distribution
        account = self._find_account(sold) or refund._find_charge_account(line.amount.name, product)
        if account:
            vals["account_id"] = account.id
        return vals

    def _find_sale_line(self, refund: models.Model, line: RefundedLine) -> models.Model:
        """:return: ``sale.order.line`` that was invoiced for the item or the charge"""
        if line.item:
            return line.item.sale_line_id
        name = line.amount.name
        found = refund.order_id._get_sale_lines().filtered(
            lambda sold: (sold.amazon_charge or "").partition(".")[0] == name
        )
        wanted = f"{name}.collected" if line.amount.collected else name
        return found.filtered(lambda sold: sold.amazon_charge == wanted)[:1] or found[:1]

    def _prepare_price_vals(
        self, refund: models.Model, line: RefundedLine, sold: models.Model
    ) -> dict:
        """:return: dict with ``price_unit``, ``tax_ids`` and ``extra_tax_data``"""
        store, amount = refund.store_id, line.amount
        document = refund.order_id or self._get_stand_in(refund)
        mapper = self.env["amazon.tax.mapper"]
        taxes = sold.tax_ids or self._find_taxes(refund, document, amount, sold)
        is_plain = store.tax_mode != "import" and all(tax.price_include for tax in taxes)
        if not taxes or is_plain:
            return mapper._prepare_plain_vals(amount, taxes)
        return mapper._prepare_forced_vals(document, amount, taxes)

    def _find_taxes(
        self, refund: models.Model, document: models.Model, amount: LineAmount, sold: models.Model
    ) -> models.Model:
        """The taxes of what has no taxed sales line: as its store maps them."""
        if sold and not amount.tax:
            return sold.tax_ids
        mapper, order = self.env["amazon.tax.mapper"], Nowhere()
        find = (
            mapper._find_taxes if refund.store_id.tax_mode == "import" else mapper._find_store_tax
        )
        return find(document, order, amount) or self.env["account.tax"]

    def _get_stand_in(self, refund: models.Model) -> models.Model:
        """:return: a new ``amazon.order``, not saved, for one that Odoo does not have"""
        return self.env["amazon.order"].new(
            {
                "store_id": refund.store_id.id,
                "account_id": refund.account_id.id,
                "marketplace_id": refund.store_id.marketplace_id.id,
                "currency_id": refund.currency_id.id,
            }
        )

    @staticmethod
    def _count_units(refund: models.Model, price: float, sold: models.Model) -> int:
        """:return: how many units of a sales line a price is of; 0: an amount of money"""
        if not sold or not sold.price_unit:
            return 0
        units = round(price / sold.price_unit)
        is_whole = refund.currency_id.compare_amounts(price, units * sold.price_unit) == 0
        return units if is_whole and 1 <= units <= sold.product_uom_qty else 0

    def _get_product(
        self, refund: models.Model, line: RefundedLine, sold: models.Model
    ) -> models.Model:
        store = refund.store_id
        if sold or line.item:
            return sold.product_id or line.item._get_product()
        if line.sku:
            listings = self.env["amazon.listing"]
            known = [("store_id", "=", store.id), ("seller_sku", "=", line.sku)]
            if product := listings.search(known, limit=1).product_id or store.product_unknown_id:
                return product
        name = f"product_{line.amount.name}_id"
        return (name in store._fields and store[name]) or store.product_other_charge_id

    def _get_name(self, line: RefundedLine, sold: models.Model, product: models.Model) -> str:
        names = {
            "goodwill": self.env._("Goodwill"),
            "restocking": self.env._("Restocking fee"),
            "return_shipping": self.env._("Return shipping"),
        }
        return names.get(line.amount.name) or sold.name or product.display_name

    @staticmethod
    def _find_account(sold: models.Model) -> models.Model:
        """:return: ``account.account`` that the sales line was invoiced on"""
        invoiced = sold.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" and line.move_type == "out_invoice"
        )
        return invoiced[:1].account_id
