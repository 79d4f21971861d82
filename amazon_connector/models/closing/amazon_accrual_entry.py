"""The entry of an accrual: as the settlement will book it, and back on the first of next month."""

import json
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...mapping.settlement_parts import Entry, Part
from ..entries.amazon_order import PER_SETTLEMENT

ACCRUAL = "accrual"
# Parts of a deferred transaction by the kinds of fees they will be; fees by their beginning.
KINDS = {
    "ITEM": "sale",
    "shipping": "shipping",
    "gift_wrap": "giftwrap",
    "discount": "promotion",
    "goodwill": "goodwill",
    "restocking": "restocking",
}
REFUNDED = {
    "ITEM": "refund",
    "shipping": "refund_shipping",
    "gift_wrap": "refund_giftwrap",
    "discount": "refund_promotion",
}
FEES = {"FBA": "fba_fee", "Fulfillment": "fba_fee", "Storage": "storage", "Points": "points"}


class AmazonAccrual(models.Model):
    _inherit = "amazon.accrual"

    def _post(self):
        """Post the entry and its reversal together: a month is never left half accrued.

        :raises UserError: something is missing
        """
        self.ensure_one()
        self.lock_for_update(allow_referencing=True)
        if self.state != "draft":
            return
        self._check_before_posting()
        cost = self.store_id._post_cost_of_goods(self.day)
        cost.amazon_accrual_id = self
        parts = self._prepare_parts()
        if parts:
            self._post_entry(parts)
        self.write({"state": "posted" if self.move_ids else "nothing", "reason": False})

    def _check_before_posting(self):
        store = self.store_id
        if self.day >= store._get_today():
            raise UserError(self.env._("The month is not over: post it on its first day after."))
        if not self.is_measured:
            raise UserError(self.env._("Press Measure first: it asks what Amazon holds back."))
        names = ("settlement_journal_id", "accrued_account_id")
        missing = [store._fields[name]._description_string(self.env) for name in names
                   if not store[name]]  # fmt: skip
        if missing:
            raise UserError(
                self.env._(
                    "Choose in store %(store)s: %(fields)s.",
                    store=store.display_name,
                    fields=", ".join(missing),
                )
            )
        self._check_day()

    def _check_day(self):
        """:raises UserError: the month is locked, or there is no rate for its end"""
        store, currency = self.store_id, self.currency_id
        if self.company_id._get_violated_lock_dates(self.day, True, store.settlement_journal_id):
            raise UserError(
                self.env._(
                    "The period of %s is locked. Ask for it to be opened.",
                    format_date(self.env, self.day),
                )
            )
        if currency != self.company_id.currency_id and not self._has_rate():
            raise UserError(
                self.env._(
                    "No exchange rate for %(currency)s up to %(day)s. Enter it under Currencies.",
                    currency=currency.name,
                    day=format_date(self.env, self.day),
                )
            )

    def _has_rate(self):
        rates = self.env["res.currency.rate"].sudo()
        return rates.search_count(
            [
                ("currency_id", "=", self.currency_id.id),
                ("company_id", "in", (False, self.company_id.root_id.id)),
                ("name", "<=", self.day),
            ],
            limit=1,
        )

    def _post_entry(self, parts):
        ref = self.env._("Deferred Amazon sales, %s", self.display_name)
        accrued = self.store_id.accrued_account_id
        entry = Entry(ACCRUAL, str(self.month), self.day, ref, tuple(parts), accrued, ref)
        mapper = self.env["amazon.settlement.mapper"].with_company(self.company_id)
        vals, _ids = mapper._prepare_move_vals(self, entry)
        vals |= {"amazon_settlement_id": False, "amazon_accrual_id": self.id}
        moves = self.env["account.move"].with_company(self.company_id)
        # Without Odoo's own tax computation, which would balance in silence what does not balance.
        move = moves.with_context(skip_invoice_sync=True).create(vals)
        move._post(soft=False)
        self._reverse(move, self.day + timedelta(days=1))

    def _reverse(self, move, day):
        """:raises UserError: Odoo would date it otherwise"""
        if self.company_id._get_violated_lock_dates(day, True, move.journal_id):
            raise UserError(
                self.env._(
                    "The period of %s is locked. Ask for it to be opened.",
                    format_date(self.env, day),
                )
            )
        vals = {
            "date": day,
            "ref": self.env._("Reversal of %s", move.ref),
            "amazon_accrual_id": self.id,
            "amazon_store_id": self.store_id.id,
            "amazon_entry": "reversal",
            "amazon_run": self.run,
        }
        return move.with_company(self.company_id)._reverse_moves([vals], cancel=True)

    def _take_back(self):
        """Reverse what stands: the accrual on its day, its reversal on the first."""
        standing = self.move_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.amazon_run == self.run
                and move.amazon_entry in (ACCRUAL, "reversal")
            )
        )
        accrual = standing.filtered(lambda move: move.amazon_entry == ACCRUAL)
        reversals = accrual.reversal_move_ids
        reversals.filtered(lambda move: move.state == "draft").button_cancel()
        reversal = reversals.filtered(lambda move: move.state == "posted")
        # Odoo matches a move with one reversal: what is matched is let go first.
        (accrual | reversal).line_ids.remove_move_reconcile()
        for move in accrual | reversal:
            self._reverse(move, move.date)
        self.write({"state": "draft", "is_measured": False, "run": self.run + 1})

    # Parts

    def _prepare_parts(self):
        """What the settlement will book of what is deferred, by account.

        :return: list of ``Part``; of orders whose invoices have booked them, fees alone
        """
        sums = defaultdict(Decimal)
        deferrals = self._find_deferrals()
        orders = self._find_orders(deferrals)
        for deferral in deferrals:
            for place, amount in self._split(deferral, orders.get(deferral.order_ref)):
                sums[place] += amount
        parts = [place._replace(amount=amount) for place, amount in sums.items() if amount]
        parts += self._prepare_gap_parts()
        return [part._replace(analytic=json.loads(part.analytic)) for part in parts]

    def _split(self, deferral, order):
        """:return: iterator of (``Part`` without amount, amount)"""
        parts = [
            (*key.split(":", 1), Decimal(amount))
            for key, amount in (deferral.amounts or {}).items()
        ]
        is_refund = sum(n for kind, _name, n in parts if kind == "price") < 0
        is_sale_open = self._is_sale_open(order)
        is_collected = any(kind == "withheld" for kind, _name, _amount in parts)
        is_told = not is_collected and any(kind == "tax" and n for kind, _name, n in parts)
        names = KINDS | REFUNDED if is_refund else KINDS
        for kind, name, amount in parts:
            if kind == "fee":
                code = next((code for word, code in FEES.items() if name.startswith(word)), None)
                yield self._prepare_part(code or "seller_fee"), amount
            elif kind == "price" and is_sale_open:
                place = self._prepare_part(names.get(name, "other_income"), order, is_refund)
                yield place._replace(is_told=is_told and bool(place.taxes)), amount
            elif kind == "tax" and is_sale_open and not is_collected:
                # Tax that the seller owes; what Amazon withholds is back at once.
                place = self._prepare_part(names.get(name, "other_income"), order, is_refund)
                has_tax = bool(place.taxes)
                yield place._replace(is_told=has_tax, is_tax=has_tax), amount

    def _is_sale_open(self, order):
        """Whether a sale is not in the books of the month: its settlement books it, or posts its
        invoice.

        :param order: ``amazon.order``, None where Odoo does not have it
        """
        if (order or self.store_id).accounting_mode == PER_SETTLEMENT:
            return True
        if self.store_id.invoicing != "settlement" or not order or not order.sale_order_id:
            return False
        invoices = order.sale_order_id.invoice_ids | order.sale_order_id.amazon_typed_invoice_id
        return not invoices.filtered(
            lambda move: (
                move.move_type == "out_invoice" and move.state == "posted" and move.date <= self.day
            )
        )

    def _prepare_part(self, code, order=None, is_refund=False):
        """:raises UserError: nobody has chosen an account for the fee kind"""
        kind = self.env["amazon.fee.kind"]._get_by_code()[code].with_company(self.company_id)
        if not kind.gl_account_id:
            raise UserError(self.env._("Choose an account for %s (Fee Kinds).", kind.name))
        taxes = self.env["account.tax"]
        if kind.nature in ("sale", "refund"):
            goods = order.item_ids.sale_line_id if order else self.env["sale.order.line"]
            taxes = goods[:1].tax_ids or kind.tax_id
        return Part(
            name=kind.name,
            account=kind.gl_account_id,
            amount=Decimal(0),
            store=self.store_id,
            kind=kind,
            taxes=taxes,
            is_refund=is_refund,
            partner=kind.partner_id,
            # As text, so that parts that go to the same place are found.
            analytic=json.dumps(kind._get_analytic(self.store_id)),
        )

    def _prepare_gap_parts(self):
        """:return: list of ``Part``: what the balance says beyond the transactions, as sales"""
        gap = self._get_gap()
        store = self.store_id
        if not gap or (store.accounting_mode != PER_SETTLEMENT and store.invoicing != "settlement"):
            return []
        part = self._prepare_part("sale")
        name = self.env._("Deferred, not told in detail")
        return [part._replace(name=name, amount=gap, taxes=self.env["account.tax"])]
