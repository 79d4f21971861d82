"""On which line of an entry each row stands: account, taxes, partner, and what tells it apart."""

import json
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from odoo import models

from ...mapping.settlement_parts import Part
from ...mapping.settlement_rows import (
    FACILITATOR,
    REFUND,
    Sum,
    add_up,
    find_collected,
    find_told,
)
from . import amazon_settlement_line as bookings


class Target(NamedTuple):
    """Where rows of a kind go, by the rule that found it or by the kind itself."""

    kind: models.Model
    account: models.Model
    taxes: models.Model
    partner: models.Model
    analytic: str


class Sign(NamedTuple):
    """What of a row decides on its line, in plain values: rows may be many thousands."""

    kind_id: int
    rule_id: int | None
    store_id: int
    is_before: bool
    collected_by: tuple | None
    tax_ids: tuple | None
    is_told: bool
    is_tax: bool
    label: str


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _prepare_parts(self, rows, is_wanted):
        """Rows put together on lines, as the store groups them.

        :param rows: list of ``Row``: all of the settlement's, which say together whose tax is
            collected or told
        :param is_wanted: function of a row: whether it is of the entry
        :return: list of ``Part``
        """
        places = defaultdict(lambda: Sum(Decimal(0), ()))
        for sign, total in add_up(filter(is_wanted, rows), self._get_signer(rows)).items():
            place = self._prepare_place(sign)
            before = places[place]
            places[place] = Sum(before.amount + total.amount, before.ids + total.ids)
        return [
            place._replace(
                amount=total.amount,
                row_ids=total.ids,
                analytic=json.loads(place.analytic) if place.analytic else None,
            )
            for place, total in places.items()
        ]

    def _get_signer(self, rows):
        """:return: function of a row that gives its ``Sign``"""
        collected = find_collected(rows)
        told = find_told(rows, collected)
        tax_ids = self._find_sale_tax_ids(rows)
        withheld = {
            row.item: (row.kind_id, row.rule_id) for row in rows if row.nature == FACILITATOR
        }
        net_stores = self._find_net_stores()
        label = self._get_labeler(rows)

        def sign(row):
            is_collected = row.id in collected
            is_net = row.is_of_order and (
                (row.nature, row.item) in told or row.store_id in net_stores
            )
            return Sign(
                row.kind_id,
                row.rule_id,
                row.store_id,
                is_before=row.booking == bookings.BEFORE,
                collected_by=withheld[row.item] if is_collected else None,
                tax_ids=tax_ids.get(row.item_id) if row.is_of_order else None,
                is_told=is_net,
                is_tax=is_net and row.is_tax,
                label=label(row),
            )

        return sign

    def _prepare_place(self, sign):
        """:return: ``Part`` without amount and rows; the analytic distribution still as text"""
        target = self._get_target(sign.kind_id, sign.rule_id, sign.store_id)
        account, taxes = target.account, target.taxes
        if sign.tax_ids is not None:
            taxes = taxes.browse(sign.tax_ids)
        if sign.is_before:
            store = self.env["amazon.store"].browse(sign.store_id)
            account, taxes = self._get_before_account(store), taxes.browse()
        elif sign.collected_by:
            account, taxes = self._get_target(*sign.collected_by).account, taxes.browse()
        is_taxed = bool(taxes)
        return Part(
            name=" ".join(filter(None, [target.kind.name, sign.label])),
            account=account,
            amount=Decimal(0),
            store=self.env["amazon.store"].browse(sign.store_id),
            kind=target.kind,
            taxes=taxes,
            is_refund=target.kind.nature == REFUND,
            is_told=is_taxed and sign.is_told,
            is_tax=is_taxed and sign.is_tax,
            partner=target.partner,
            analytic=target.analytic,
            order_ref=sign.label if self.store_id.settlement_grouping == "order" else "",
        )

    def _get_target(self, kind_id, rule_id, store_id=None):
        """:return: ``Target``; its account is empty where nobody has chosen one yet"""
        kinds = self.env["amazon.fee.kind"].with_company(self.company_id)
        kind, rule = kinds.browse(kind_id), self.env["amazon.settlement.rule"].browse(rule_id or ())
        store = self.env["amazon.store"].browse(store_id or ())
        analytic = rule.analytic_distribution or kind._get_analytic(store)
        return Target(
            kind,
            self._keep_own(rule.gl_account_id) or kind.gl_account_id,
            self._keep_own(rule.tax_id) or kind.tax_id,
            self._keep_own(rule.partner_id) or kind.partner_id,
            json.dumps(analytic, sort_keys=True) if analytic else "",
        )

    def _keep_own(self, record):
        """:return: the record, empty where it is another company's: rules may hold for all"""
        return record.filtered_domain(record._check_company_domain(self.company_id))

    def _find_net_stores(self):
        """:return: ids of the stores whose prices are without tax"""
        stores = self.env["amazon.store"].with_context(active_test=False)
        stores = stores.search([("account_id", "=", self.account_id.id)])
        return set(stores.filtered(lambda store: not store.marketplace_id.prices_include_tax).ids)

    def _find_sale_tax_ids(self, rows):
        """:return: dict id of an item → ids of the taxes of its sales line"""
        ids = {row.item_id for row in rows if row.item_id and row.booking != bookings.BEFORE}
        items = self.env["amazon.order.item"].browse(ids)
        return {
            item.id: tuple(item.sale_line_id.tax_ids.ids) for item in items if item.sale_line_id
        }

    def _get_labeler(self, rows):
        """:return: function of a row: what tells it from others of its kind on the entry"""
        grouping = self.store_id.settlement_grouping
        if grouping == "order":
            return lambda row: row.order_ref
        if grouping not in ("product", "category"):
            return lambda row: ""
        products = self.env["product.product"].browse(
            {row.product_id for row in rows if row.product_id}
        )
        names = {
            product.id: (product if grouping == "product" else product.categ_id).display_name
            for product in products
        }
        return lambda row: names.get(row.product_id, "")
