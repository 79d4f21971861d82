"""Orders of before the switch: what another connector has made of them is adopted, once."""

from odoo import fields, models

from ...spapi.words import CANCELLED, SHIPPED
from .amazon_takeover import WAITING


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    is_taken_over = fields.Boolean(
        string="Taken Over",
        readonly=True,
        copy=False,
        help="Another connector, or a person, has made the sales order: its lines and prices stay "
        "as they are.",
    )

    def _take_over(self, orders):
        """Adopt what others have made of orders of before the switch, and follow it.

        :param orders: dict document → ``spapi.orders.Order``
        :return: the documents that are ours
        """
        known = self.filtered(lambda doc: doc.is_taken_over and doc.sale_order_id)
        known._follow_taken_over(orders)
        new = self.filtered(lambda doc: doc.store_id and not doc.sale_order_id)
        new.filtered("is_taken_over").is_taken_over = False
        switched = self.env["amazon.takeover"]._find_switched(new.store_id)
        old = new.filtered(lambda doc: doc._is_before(switched.get(doc.store_id)))
        if not old:
            return self - known
        old.item_ids._link()
        adopted, taken = self.browse(), known
        for company, documents in old.grouped("company_id").items():
            found = self._find_existing_sales(documents.mapped("amazon_ref"), company)
            for document in documents:
                takeover = switched[document.store_id]
                if sales := found.get(document.amazon_ref):
                    taken |= document
                    if document._take_over_sales(sales):
                        adopted |= document
                elif document._waits_for_other(takeover, orders[document]):
                    taken |= document
        adopted._finish_taken_over(orders)
        return self - taken

    def _is_before(self, takeover):
        """Whether an order was placed before the switch of its store, as far as it counts."""
        if not takeover or not self.purchase_date:
            return False
        return takeover.date_from <= self.purchase_date < takeover.switch_at

    def _take_over_sales(self, sales):
        """Adopt the one sales order that bears the order's number, or leave it to a person.

        :return: whether it was adopted
        """
        reason = self._get_takeover_obstacle(sales)
        matches = {} if reason else self._match_for_takeover(sales)
        if matches is None:
            reason = self._get_existing_reason(sales)
        if reason:
            self._hold(reason, "sale:")
            return False
        self.write(
            {
                "sale_order_id": sales.id,
                "is_taken_over": True,
                "warehouse_id": sales.warehouse_id.id,
            }
        )
        sales._adopt_for_takeover(self, matches)
        return True

    def _get_takeover_obstacle(self, sales):
        names = ", ".join(sales.mapped("name"))
        if len(sales) > 1:
            return self.env._(
                "Several sales orders bear this Amazon number: %s. Cancel those that are too many, "
                "then press Try Again.",
                names,
            )
        return self._get_existing_reason(sales) if sales.amazon_order_ids else ""

    def _match_for_takeover(self, sales):
        """:return: dict item → sales line; None where Amazon waits for goods that have no line"""
        items = self.item_ids.filtered("quantity_ordered")
        matches = sales._match_amazon_items(items)
        is_over = self.status in (SHIPPED, CANCELLED)
        return matches if is_over or len(matches) == len(items) else None

    def _waits_for_other(self, takeover, order):
        """No sales order stands for this order yet: wait for the other connector, or decide.

        :param order: ``spapi.orders.Order``
        :return: whether that is all for now
        """
        if self.is_requested or self._get_unwanted_reason(order):
            return False
        until = takeover._get_grace_end()
        if fields.Datetime.now() < until:
            reason = self.env._(
                "Placed before the switch: the other connector may still bring it. Until then it "
                "waits."
            )
            self._set_state("held", reason, WAITING, until)
            return True
        if takeover.missing == "leave":
            self._ignore(
                self.env._(
                    "Placed before the switch, and no sales order stands for it. Import it from "
                    "the list of differences of the take-over if it is to be."
                )
            )
            return True
        return False

    def _finish_taken_over(self, orders):
        """What was adopted just now: deliveries and invoices stay, the rest is as usual."""
        for document, key in self._get_address_keys(orders).items():
            document.address_key = key
        self._tell_shipped_before()
        self._follow_end(orders)

    def _tell_shipped_before(self):
        """What has left before it was adopted, and Amazon does not know of, is told now."""
        open_ones = self._filter_cancellable()
        done = open_ones.sale_order_id.picking_ids.filtered(lambda picking: picking.state == "done")
        if done:
            self.env["amazon.shipment"]._collect(done)

    def _follow_taken_over(self, orders):
        """Amazon has news of adopted orders: lines and prices stay, the rest is followed."""
        if not self:
            return
        live = self.filtered(lambda document: document.status != CANCELLED)
        confirmed = live._advance_sales()
        live._follow_shipments(orders, self.browse())
        confirmed.filtered(lambda document: not document.awaits_reservation)._dispatch()
        live.shipment_ids._read_back(orders)
        self._follow_end(orders)

    def _deliver_as_shipped(self):
        """A person asks for it: do the open deliveries of adopted orders that Amazon shows shipped,
        also where the store does not follow what is shipped elsewhere.
        """
        for account, documents in self.filtered("sale_order_id").grouped("account_id").items():
            own = documents.with_env(account._work_env().env)
            own._follow_shipments(own._parse(), own)

    def _follow_end(self, orders):
        self.filtered(lambda document: document.status == CANCELLED)._cancel_sales()
        self._compare_totals(orders)
        self._follow_cancellations(orders)
        self._finish()
