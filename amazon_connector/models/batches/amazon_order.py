"""Orders reserve what is in stock in a short transaction of its own, after the one that confirms.

All orders of the day meet at the quants of the few products that sell best. A worker that reserves
while it confirms keeps the others out for as long as its batch takes, and what PostgreSQL refuses
for it is a whole batch. So a batch is confirmed and committed first, and says that it is to be
reserved (``awaits_reservation``); then it is reserved, one worker of a company after the other.
"""

from functools import partial

from odoo import fields, models
from odoo.tools import split_every

from ..sync.isolation import explain_failure, isolate, log_failure
from ..sync.locking import queue_up
from ..sync.races import in_new_transaction

# What sales orders compute from their moves is about what was delivered, not what is reserved.
UNTOUCHED_LINE = ("qty_delivered", "qty_to_invoice", "untaxed_amount_to_invoice", "invoice_status")
UNTOUCHED = ("invoice_status", "delivery_status")


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    awaits_reservation = fields.Boolean(
        readonly=True,
        copy=False,
        help="The sales order was confirmed just now, and its goods are yet to be reserved.",
    )

    _awaits_reservation_index = models.Index("(account_id) WHERE awaits_reservation")

    def _may_reserve_later(self):
        """Whether nothing that follows in the same batch needs the order's goods reserved. A hook.

        :return: False where the goods leave at once, or have left
        """
        return (
            self.fulfilled_by == "MERCHANT"
            and self._get_target() == "confirmed"
            and self.store_id.dispatch_mode != "ship"
            and not any(self.item_ids.mapped("quantity_fulfilled"))
        )

    def _get_unsettled_domain(self):
        return [("awaits_reservation", "=", True)]

    def _settle(self):
        """Reserve what these orders have confirmed, in the order in which workers come."""
        waiting = self.filtered("awaits_reservation")
        for company, documents in waiting.grouped("company_id").items():
            for ids in split_every(self._batch_size, documents.ids):
                with queue_up(self.env, f"amazon_reserve:{company.id}"):
                    in_new_transaction(self.env, partial(self.browse(ids)._reserve_confirmed))
        return super()._settle()

    def _reserve_confirmed(self):
        """Reserve, in one transaction, what nobody else is working on right now."""
        own = self.try_lock_for_update(allow_referencing=True).filtered("awaits_reservation")
        own.awaits_reservation = False
        isolate(
            self.env.cr,
            own,
            lambda documents: documents._reserve_together(),
            lambda document, error: document._tell_unreserved(error),
        )

    def _reserve_together(self):
        lines = self.sale_order_id.order_line
        moves = lines.move_ids
        context = self.env["stock.move"]._prepare_batch_context(moves.product_id)
        with self.env.protecting(_get_fields(lines, UNTOUCHED_LINE), lines):
            with self.env.protecting(_get_fields(lines.order_id, UNTOUCHED), lines.order_id):
                moves.with_context(**context)._assign_as_confirmed()
                self._dispatch()
        # What is left to compute looks up once what it needs, too.
        moves.with_context(**context).env.flush_all()

    def _tell_unreserved(self, error):
        """The deliveries stay as confirmed: Odoo's scheduler, or a person, reserves them."""
        log_failure(self, error)
        reason = explain_failure(self.env, error)
        self._tell_undone(dict.fromkeys(self._get_open_pickings(), reason))


def _get_fields(records, names):
    return [records._fields[name] for name in names]
