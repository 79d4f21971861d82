"""From the stored payload to Odoo's sales order, delivery and shipment state.

``_process`` is the whole story of a batch of orders; each step is one batched ORM call or a
method on the model that it concerns.
"""

import json

from odoo import models

from ...context_keys import SKIP_ANALYTIC
from ...spapi.orders import parse_order
from ...spapi.words import CANCELLED, NOT_PAID


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    def _process(self):
        """Make sales orders of new orders and bring known ones up to date.

        ======================================  =============================================
        step                                    file
        ======================================  =============================================
        ``_parse`` ``_write_headers``           here; ``amazon_order_item.py``
        ``_release_stock`` ``_hold_stock``      ``pending/amazon_order.py``
        ``_take_over``                          ``takeover/amazon_order.py``: what another
                                                connector has made of orders of its time
        ``_filter_wanted``                      ``amazon_order_wanted.py``; what a person asks
        ``_filter_known_channels``              for: ``amazon_order_request.py``
        ``_link_items``                         ``amazon_order_products.py``
        ``_hold_unclear_money``                 ``money/amazon_order.py``
        ``_hold_unmapped_taxes``                ``taxes/amazon_order.py``
        ``_adopt_sales``                        ``amazon_order_existing.py``
        ``_hold_unaddressed``                   ``customers/amazon_order_addresses.py``
        ``_cancel_sales``                       ``cancellation/amazon_order.py``
        ``_follow_cancellations``
        ``_update_sales`` ``_follow_addresses`` here; ``customers/amazon_order.py``
        ``_hold_homeless`` ``_route``            ``delivery/amazon_order_routing.py``
        ``_create_sales``                       here, one per day:
                                                ``consolidation/amazon_order.py``; partners:
                                                ``customers/amazon_order.py``
        ``_advance_sales``                      here; ``batches/stock_move.py``
        ``_follow_shipments``                   ``delivery/amazon_order_shipped_elsewhere.py``
        ``_dispatch``                           ``delivery/amazon_order_dispatch.py``; what is
                                                reserved after the commit:
                                                ``batches/amazon_order.py``
        ``_read_back``                          ``shipments/amazon_shipment_check.py``
        ``_compare_totals``                     ``money/amazon_order.py``
        ``_tell_stores``                        ``following/amazon_order.py``
        ======================================  =============================================
        """
        orders = self._parse()
        self._release_stock()
        ours = self._write_headers(orders)._take_over(orders)
        wanted = ours._filter_wanted(orders)._filter_known_channels(orders)
        ready = wanted._link_items(orders)._hold_unclear_money(orders)
        ready = ready._hold_unmapped_taxes(orders)._hold_homeless()
        ready = ready._adopt_sales(orders)._hold_unaddressed(orders)
        cancelled = ready.filtered(lambda document: document.status == CANCELLED)
        cancelled._cancel_sales()
        current = ready - cancelled
        known = current.filtered("sale_order_id")
        known._update_sales(orders)
        new = (current - known)._route(orders)._hold_stock()
        current = known | new
        current._create_sales(new, orders)
        confirmed = current._advance_sales()
        current._follow_shipments(orders, new)
        # What is reserved later is dispatched then.
        (new | confirmed).filtered(lambda document: not document.awaits_reservation)._dispatch()
        current.shipment_ids._read_back(orders)
        ready._compare_totals(orders)
        ready._follow_cancellations(orders)
        ready._finish()
        self._tell_stores()

    def _count_outcome(self, operation):
        result = super()._count_outcome(operation)
        self._tell_story()
        cancelled = self.filtered(
            lambda document: document.status == CANCELLED and document.state == "done"
        )
        operation._count(cancelled=len(cancelled), processed=-len(cancelled))
        return result

    def _parse(self):
        """:return: dict document → ``spapi.orders.Order``
        :raises UnreadablePayload: when a payload cannot be read
        """
        return {document: parse_order(json.loads(document.payload)) for document in self}

    def _write_headers(self, orders):
        """Show on each document what the payload says of the order as a whole."""
        for document in self:
            before = document.ship_by
            document.write(document._prepare_header_vals(orders[document]))
            document._follow_ship_by(before)
        self.item_ids._receive(self, orders)
        return self

    def _prepare_header_vals(self, order):
        """What is shown of an order as a whole; what Amazon leaves out later stays. A hook.

        :param order: ``spapi.orders.Order``
        :return: value dict of the document
        """
        latest = order.ship_by.latest if order.ship_by else None
        return {
            "service_level": order.service_level or self.service_level,
            "ship_by": latest.replace(tzinfo=None, microsecond=0) if latest else self.ship_by,
            "is_business": order.is_business,
            "is_prime": order.is_prime,
            "is_elsewhere": order.is_elsewhere,
            "origin_ref": order.replaces_order_id or order.exchanges_order_id or False,
            **self._prepare_money_vals(order),
            **self._prepare_buyer_vals(order),
        }

    def _follow_ship_by(self, before):
        """Amazon wants the goods at another time, or says when at last: the sales order follows.

        :param before: when Amazon wanted them until now; another date is a person's, and stays
        """
        sale = self.sale_order_id
        if self.ship_by == before or sale.amazon_day or sale.commitment_date != before:
            return
        if sale.state in ("draft", "sent", "sale"):
            sale.commitment_date = self.ship_by

    # Sales

    def _get_target(self):
        """:return: what the order becomes: none, reserve, quotation, confirmed or delivered"""
        target = self.store_id.status_map_ids._get_target(self.status, self.fulfilled_by)
        if self.status in NOT_PAID and target in ("confirmed", "delivered"):
            return "quotation"  # What nobody has paid is never booked.
        # Goods of a day leave with its deliveries, not order by order.
        return "confirmed" if target == "delivered" and self._is_consolidated() else target

    def _create_sales(self, documents, orders):
        """Create the sales orders of documents that have none, all with one call."""
        daily = documents.filtered(lambda document: document._is_consolidated())
        daily._add_to_daily_sales(orders)
        documents -= daily
        if not documents:
            return
        partners = documents._get_or_create_partners(orders)
        mapper = self._get_mapper()
        sales = self.env["sale.order"]._create_together(
            [
                mapper._prepare_sale_order_vals(document, orders[document], partners[document])
                for document in documents
            ]
        )
        keys = documents._get_address_keys(orders)
        for document, sale in zip(documents, sales, strict=True):
            document.write({"sale_order_id": sale.id, "address_key": keys[document]})

    def _update_sales(self, orders):
        """Bring lines of known sales orders up to date with what Amazon says now."""
        mapper = self._get_mapper()
        for document in self:
            lines = mapper._prepare_sale_order_lines(document, orders[document])
            # An item that is cancelled stays on Amazon's order, with no pieces.
            told = {item.item_id for item in orders[document].items}
            document.sale_order_id._update_amazon_lines(
                document,
                document._keep_known_prices(orders[document], lines),
                document.item_ids.filtered(lambda item, told=told: item.amazon_ref not in told),
            )
        self._follow_addresses(orders)
        self._follow_wishes()
        self._follow_purchase_orders()
        self.item_ids._notice_excess()

    def _get_mapper(self):
        """:return: the mapper, told once per batch whether analytic rules are to be looked for"""
        return self.env["amazon.order.mapper"].with_context(
            **{SKIP_ANALYTIC: not self.env.company._has_analytic_rules()}
        )

    def _advance_sales(self):
        """Confirm the sales orders of these documents where their status says so.

        :return: the documents whose sales order was confirmed just now
        """
        due = self.filtered(
            lambda document: (
                document.sale_order_id.state in ("draft", "sent")
                and document._get_target() in ("confirmed", "delivered")
            )
        )
        later = due.filtered(lambda document: document._may_reserve_later())
        for documents, reserves_later in ((due - later, False), (later, True)):
            if documents:
                documents.awaits_reservation = documents.sale_order_id._confirm_for_amazon(
                    reserves_later
                )
        return due

    def _get_sale_lines(self):
        """The lines of the sales order that stem from this Amazon order."""
        return self.sale_line_ids.filtered(lambda line: line.order_id in self.sale_order_id)
