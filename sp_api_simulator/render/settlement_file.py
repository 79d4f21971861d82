"""A settlement as a flat file: tab-separated, a summary row, then a row per amount."""

from collections.abc import Iterator
from decimal import Decimal

from ..ledger.settlements import Settlement
from ..ledger.transactions import Item, Part, Transaction
from .settlement_style import Style, style_of
from .settlement_v1 import COLUMNS_V1, detail_v1

V1 = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE"
V2 = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
COLUMNS = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date",
    "total-amount", "currency", "transaction-type", "order-id", "merchant-order-id",
    "adjustment-id", "shipment-id", "marketplace-name", "amount-type", "amount-description",
    "amount", "fulfillment-id", "posted-date", "posted-date-time", "order-item-code",
    "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
    "promotion-id",
)  # fmt: skip
_SUMMARY_COLUMNS = COLUMNS[:6]
# Every so many rows the marketplace is blank, where that is asked for.
_BLANK_EVERY = 3

Cells = dict[str, str]


def settlement_file(settlement: Settlement, traps: list[str]) -> tuple[str, str, bytes]:
    """Report type, content type and bytes of a settlement's file; `traps` as in `TRAPS`."""
    style = style_of(settlement.purse.marketplace, traps)
    columns: tuple[str, ...] = COLUMNS_V1 if style.version_1 else COLUMNS
    if not style.promotion_column:
        columns = tuple(name for name in columns if name != "promotion-id")
    if style.reversed_columns:
        columns = columns[::-1]
    if style.extra_column:
        columns = (*columns, "a-column-of-tomorrow")
    lines = ["\t".join(columns), _summary(settlement, style, columns)]
    for cells in _details(settlement, style):
        line = "\t".join(cells.get(name, "") for name in columns)
        lines.append(line.rstrip("\t") if style.short_rows else line)
        if style.blank_lines:
            lines.append("")
    text = "".join(f"{line}{style.line_end}" for line in lines)
    content = text.encode(style.charset, "replace")
    if style.bom:
        content = b"\xef\xbb\xbf" + content
    report_type = V1 if style.version_1 else V2
    charset = f"; charset={style.charset}" if style.names_charset else ""
    return report_type, f"text/plain{charset}", content


def _summary(settlement: Settlement, style: Style, columns: tuple[str, ...]) -> str:
    total = settlement.total
    if style.fault == "header_off_by_a_cent":
        total += Decimal(1).scaleb(-style.decimals)
    cells = _header(settlement, style) | {"total-amount": style.amount(total)}
    names = _SUMMARY_COLUMNS if style.truncated_summary else columns
    return "\t".join(cells.get(name, "") for name in names)


def _header(settlement: Settlement, style: Style) -> Cells:
    return {
        "settlement-id": settlement.id,
        "settlement-start-date": style.moment(settlement.start),
        "settlement-end-date": style.moment(settlement.end),
        "deposit-date": style.moment(settlement.deposit),
        "currency": settlement.purse.marketplace.currency,
    }


def _details(settlement: Settlement, style: Style) -> Iterator[Cells]:
    """The rows below the summary."""
    header = _header(settlement, style)
    repeated = header if style.header_on_details else {"settlement-id": settlement.id}
    if style.currency_on_details:
        repeated = repeated | {"currency": header["currency"]}
    rows = [
        (facts, item, part)
        for transaction in settlement.transactions
        for item in transaction.items
        for facts in (repeated | _facts(transaction, item, style),)
        for part in item.parts
    ]
    if style.fault == "lost_row":
        rows = rows[:-1]
    for number, (facts, item, part) in enumerate(rows):
        amount = -part.amount if style.fault == "flipped_sign" and not number else part.amount
        row = dict(facts)
        if style.blank_marketplace and not number % _BLANK_EVERY:
            row["marketplace-name"] = ""
        if style.version_1:
            yield row | detail_v1(part, style.amount(amount))
        else:
            yield row | _detail(item, part, style) | {"amount": style.amount(amount)}


def _facts(transaction: Transaction, item: Item, style: Style) -> Cells:
    """What both versions of the file tell of the transaction and the item of a row."""
    return {
        "transaction-type": style.words(transaction.row_type),
        "order-id": transaction.order_id,
        "merchant-order-id": transaction.merchant_order_id,
        "adjustment-id": transaction.adjustment_id,
        "shipment-id": transaction.shipment_id,
        "marketplace-name": transaction.marketplace_name,
        "fulfillment-id": transaction.fulfillment,
        "posted-date": style.day(transaction.due),
        "posted-date-time": style.moment(transaction.due),
        "order-item-code": item.item_id,
        "merchant-adjustment-item-id": item.adjustment_item_id,
        "sku": item.sku,
        "quantity-purchased": str(item.quantity or ""),
    }


def _detail(item: Item, part: Part, style: Style) -> Cells:
    cells = {
        "amount-type": style.words(part.amount_type),
        "amount-description": style.words(part.description),
        "promotion-id": item.promotion_id if part.amount_type == "Promotion" else "",
    }
    if part.amount_type == "ItemFees" and not style.quantity_on_fees:
        cells["quantity-purchased"] = ""
    return cells
