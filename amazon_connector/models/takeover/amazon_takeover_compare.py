"""What differs between Amazon and the sales orders of another connector, a page at a time."""

from typing import NamedTuple

from odoo import models

from ...spapi.errors import UnreadablePayload
from ...spapi.orders import parse_order
from ...spapi.words import AMAZON, CANCELLED, NOT_PAID, SHIPPED


class Seen(NamedTuple):
    """An order at Amazon, and what stands for it in Odoo."""

    order: object
    store: models.Model
    sales: models.Model
    document: models.Model


class AmazonTakeover(models.Model):
    _inherit = "amazon.takeover"

    def _compare_orders(self, payloads):
        """Write down what differs in these orders, and forget what no longer does.

        :param payloads: orders as Amazon sent them
        :return: tuple (Amazon's ids of those that were compared, how many cannot be read)
        """
        stores = {store.marketplace_id.code: store for store in self.store_ids}
        # Of an order that stands twice on a page, the newer version counts.
        read = sorted(self._read_orders(payloads), key=lambda order: order.updated_at)
        orders = {order.order_id: order for order in read}
        wanted = {ref: order for ref, order in orders.items() if order.marketplace_id in stores}
        sales = self.env["amazon.order"]._find_existing_sales(list(wanted), self.company_id)
        documents = self.env["amazon.order"].search(
            [("account_id", "=", self.account_id.id), ("amazon_ref", "in", list(wanted))]
        )
        documents = {document.amazon_ref: document for document in documents}
        none = self.env["sale.order"], self.env["amazon.order"]
        found = {}
        for ref, order in wanted.items():
            document = documents.get(ref, none[1])
            own = sales.get(ref, none[0]) | document.sale_order_id
            seen = Seen(order, stores[order.marketplace_id], own, document)
            for kind in self._get_kinds_of_difference(seen):
                found[ref, kind] = self._prepare_difference_vals(seen, kind)
        self.difference_ids._follow(self, set(orders), found)
        return list(orders), len(payloads) - len(read)

    def _read_orders(self, payloads):
        """What cannot be read cannot be compared."""
        for payload in payloads:
            try:
                yield parse_order(payload)
            except UnreadablePayload:
                continue

    def _get_kinds_of_difference(self, seen):
        """:return: list of values of ``kind``, empty where both sides agree"""
        sale, status = seen.sales.filtered(lambda sale: sale.state != "cancel"), seen.order.status
        if len(sale) > 1:
            return ["twice"]
        if not sale:
            return ["missing"] if self._is_expected(seen) else []
        if status == CANCELLED:
            return ["cancelled"]
        kinds = []
        total = self._get_total(seen.order)
        amount = seen.document.amount_odoo if seen.document.sale_order_id else sale.amount_total
        if total is not None and sale.currency_id.name == seen.order.currency:
            if sale.currency_id.compare_amounts(amount, total):
                kinds.append("total")
        is_open = sale.delivery_status in ("pending", "started", "partial")
        if status == SHIPPED and (is_open or sale.state != "sale"):
            kinds.append("not_shipped")
        return kinds

    def _is_expected(self, seen):
        """Whether somebody should have made a sales order of this order by now."""
        order, document = seen.order, seen.document
        if not order.is_sale or order.status in (CANCELLED, *NOT_PAID, "", None):
            return False
        if order.fulfilled_by == AMAZON and not seen.store.import_fba:
            return False
        if document.state == "ignored" and seen.store.state == "live":
            return self.missing == "leave" and document._is_before(self)
        return True

    def _get_total(self, order):
        total = order.grand_total
        if total is None and order.has_prices:
            total = order.charges_total
        return None if total is None else float(total)

    def _prepare_difference_vals(self, seen, kind):
        """:return: value dict of an ``amazon.takeover.difference``"""
        order, sale = seen.order, seen.sales[:1]
        created = order.created_at
        return {
            "kind": kind,
            "amazon_ref": order.order_id,
            "store_id": seen.store.id,
            "order_id": seen.document.id,
            "sale_order_id": sale.id,
            "sale_names": ", ".join(seen.sales.mapped("name")) or False,
            "purchase_date": created.replace(tzinfo=None, microsecond=0) if created else False,
            "status": order.status,
            "currency_id": (sale.currency_id or seen.store.marketplace_id.currency_id).id,
            "amount_amazon": self._get_total(order) or 0.0,
            "amount_odoo": sale.amount_total,
        }
