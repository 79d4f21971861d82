"""Rows of settlements: written by few statements, however many they are.

A settlement of a big seller has a hundred thousand rows. They stream from the file into the
database; no more than a batch of them stands in memory.
"""

from datetime import UTC
from decimal import Decimal

from odoo import models
from odoo.tools import split_every

from ...spapi.documents import Document
from ...spapi.errors import UnreadablePayload
from ...spapi.settlements import UnreadableSettlement, count_decimals, read_settlement

BATCH_SIZE = 5000
COLUMNS = (
    "settlement_id",
    "account_id",
    "company_id",
    "currency_id",
    "number",
    "store_id",
    "marketplace_name",
    "transaction_type",
    "amount_type",
    "amount_description",
    "amount",
    "order_ref",
    "item_ref",
    "adjustment_ref",
    "shipment_ref",
    "promotion_ref",
    "sku",
    "quantity",
    "fulfillment",
    "posted_at",
    "is_skipped",
)
INSERT = f"INSERT INTO amazon_settlement_line ({', '.join(COLUMNS)}) VALUES %s"


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _read_file(self):
        """Write the rows of the file, once.

        :raises UnreadablePayload: one of them cannot be read: nothing of the file is kept
        """
        self.ensure_one()
        if self.is_read:
            return
        if not self.attachment_id:
            raise UnreadablePayload(
                "file", "is not here; download the Flat File V2 in Seller Central and upload it"
            )
        report = read_settlement(Document(self.attachment_id.raw).lines())
        total, count = Decimal(0), 0
        prepare = self._get_row_preparer()
        for rows in split_every(BATCH_SIZE, report.rows):
            self.env.cr.execute_values(INSERT, [prepare(row) for row in rows], page_size=1000)
            total += sum(row.amount for row in rows)
            count += len(rows)
        self.env["amazon.settlement.line"].invalidate_model()
        self.write(self._prepare_read_vals(report.header, total, count))

    def _prepare_read_vals(self, header, total, count):
        """What is known once all rows were read.

        :param header: ``spapi`` header of the file
        :param total: ``Decimal``, sum of the rows
        :param count: number of rows
        :return: value dict
        """
        vals = {
            "is_read": True,
            "row_count": count,
            "amount_rows": float(total),
            "difference": float((header.total or 0) - total),
        }
        if not (header.start and header.end):
            # The summary row was cut short: the rows tell the period.
            vals |= self._find_period(header)
        return vals

    def _find_period(self, header):
        """:return: value dict with the period that the rows are of, as far as it is not told"""
        [(first, last)] = self.env["amazon.settlement.line"]._read_group(
            [("settlement_id", "=", self.id)], [], ["posted_at:min", "posted_at:max"]
        )
        vals = {}
        if not header.start:
            vals["date_start"] = first
        if not header.end:
            vals["date_end"] = last
        return vals

    def _get_row_preparer(self):
        """:return: function that gives the values of ``COLUMNS`` for a ``spapi`` row"""
        owner = (self.id, self.account_id.id, self.company_id.id, self.currency_id.id)
        stores = self.account_id._get_stores_by_marketplace_name()
        places = self.currency_id.decimal_places
        currency = self.currency_id.name

        def prepare(row):
            if count_decimals(row.amount) > places:
                raise UnreadableSettlement(
                    f"line {row.number}", f"{row.amount} has more decimals than {currency}"
                )
            store_id = stores.get(row.marketplace_name.lower())
            return (*owner, row.number, store_id, *_get_cells(row), False)

        return prepare


def _get_cells(row):
    """What a ``spapi`` row says, in the order of ``COLUMNS``; what is empty is not told."""
    return (
        row.marketplace_name or None,
        row.transaction_type,
        row.amount_type,
        row.amount_description,
        row.amount,
        row.order_id or None,
        row.order_item_code or None,
        row.adjustment_id or None,
        row.shipment_id or None,
        row.promotion_id or None,
        row.sku or None,
        row.quantity,
        row.fulfillment or None,
        row.posted.astimezone(UTC).replace(tzinfo=None) if row.posted else None,
    )
