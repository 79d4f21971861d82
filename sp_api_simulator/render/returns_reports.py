"""The reports of returns and of reimbursements: tab-separated, the columns as Amazon has them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..ledger.finances import Finances
from ..ledger.returned import Reimbursement, Return
from ..state.reports import Report

_CUSTOMER_RETURNS = (
    "return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity",
    "fulfillment-center-id", "detailed-disposition", "reason", "status", "license-plate-number",
    "customer-comments",
)  # fmt: skip
_MERCHANT_RETURNS = (
    "Order ID", "Order date", "Return request date", "Return request status", "Amazon RMA ID",
    "Merchant RMA ID", "Label type", "Label cost", "Currency code", "Return carrier",
    "Tracking ID", "Label to be paid by", "A-to-Z Claim", "Is prime", "ASIN", "Merchant SKU",
    "Item Name", "Return quantity", "Return Reason", "In policy", "Return type", "Resolution",
    "Invoice number", "Return delivery date", "Order Amount", "Order quantity",
    "SafeT Action reason", "SafeT claim id", "SafeT claim state", "SafeT claim creation time",
    "SafeT claim reimbursement amount", "Refunded Amount",
)  # fmt: skip
_REIMBURSEMENTS = (
    "approval-date", "reimbursement-id", "case-id", "amazon-order-id", "reason", "sku", "fnsku",
    "asin", "product-name", "condition", "currency-unit", "amount-per-unit", "amount-total",
    "quantity-reimbursed-cash", "quantity-reimbursed-inventory", "quantity-reimbursed-total",
    "original-reimbursement-id", "original-reimbursement-type",
)  # fmt: skip

Row = dict[str, Any]
Write = Callable[[Finances, Report, datetime], tuple[str, bytes]]


def customer_returns(finances: Finances, report: Report, now: datetime) -> tuple[str, bytes]:
    """What buyers sent back to Amazon's warehouses, by the day that it arrived."""
    found = (
        _customer_return(each)
        for each in finances.returns
        if each.by_amazon and each.arrived and _is_in(report, each, each.arrived, now)
    )
    return _table(_CUSTOMER_RETURNS, found)


def merchant_returns(finances: Finances, report: Report, now: datetime) -> tuple[str, bytes]:
    """What buyers asked to send back to the seller, by the day that they asked."""
    found = (
        _merchant_return(each)
        for each in finances.returns
        if not each.by_amazon and _is_in(report, each, each.requested, now)
    )
    return _table(_MERCHANT_RETURNS, found)


def reimbursements(finances: Finances, report: Report, now: datetime) -> tuple[str, bytes]:
    """What Amazon paid for units that it lost or damaged, by the day that it said so."""
    found = (
        _reimbursement(each)
        for each in finances.reimbursements
        if _is_in(report, each, each.approved, now)
    )
    return _table(_REIMBURSEMENTS, found)


def _is_in(report: Report, told: Return | Reimbursement, moment: datetime, now: datetime) -> bool:
    """Whether it is the seller's, of the report's marketplaces, and within its period."""
    mine = told.purse.seller_id == report.seller_id
    here = told.purse.marketplace.id in report.marketplace_ids
    since, until = report.data_start, report.data_end or now
    return mine and here and (since is None or since <= moment) and moment <= until


def _table(columns: tuple[str, ...], rows: Iterable[Row]) -> tuple[str, bytes]:
    lines = ["\t".join(columns)]
    lines += ["\t".join(str(row.get(name, "")) for name in columns) for row in rows]
    return "text/plain; charset=UTF-8", "".join(f"{line}\r\n" for line in lines).encode()


def _customer_return(told: Return) -> Row:
    assert told.arrived
    return {
        "return-date": told.arrived.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        "order-id": told.order_id,
        "sku": told.sku,
        "asin": told.asin,
        "fnsku": told.fnsku,
        "product-name": told.title,
        "quantity": told.quantity,
        "fulfillment-center-id": told.warehouse,
        "detailed-disposition": told.disposition,
        "reason": told.reason,
        "status": told.status,
        "license-plate-number": told.plate,
        "customer-comments": told.comments,
    }


def _merchant_return(told: Return) -> Row:
    day = "%d-%b-%Y"
    return {
        "Order ID": told.order_id,
        "Order date": told.ordered.strftime(day),
        "Return request date": told.requested.strftime(day),
        "Return request status": told.status,
        "Amazon RMA ID": told.id,
        "Label type": "AmazonUnPaidLabel",
        "Label cost": _amount(told, Decimal(0)),
        "Currency code": told.purse.marketplace.currency,
        "Return carrier": "UPS" if told.arrived else "",
        "Tracking ID": told.plate if told.arrived else "",
        "Label to be paid by": "Customer",
        "A-to-Z Claim": "Y" if told.a_to_z else "N",
        "Is prime": "N",
        "ASIN": told.asin,
        "Merchant SKU": told.sku,
        "Item Name": told.title,
        "Return quantity": told.quantity,
        "Return Reason": told.reason,
        "In policy": "Y",
        "Return type": "C-Returns",
        "Resolution": "StandardRefund",
        "Return delivery date": told.arrived.strftime(day) if told.arrived else "",
        "Order Amount": _amount(told, told.order_total),
        "Order quantity": told.ordered_quantity,
        "Refunded Amount": _amount(told, told.refunded),
    }


def _reimbursement(told: Reimbursement) -> Row:
    return {
        "approval-date": told.approved.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        "reimbursement-id": told.id,
        "case-id": told.case_id,
        "amazon-order-id": told.order_id,
        "reason": told.reason,
        "sku": told.sku,
        "fnsku": told.fnsku,
        "asin": told.asin,
        "product-name": told.title,
        "condition": "SELLABLE",
        "currency-unit": told.purse.marketplace.currency,
        "amount-per-unit": _amount(told, told.per_unit),
        "amount-total": _amount(told, told.total),
        "quantity-reimbursed-cash": told.quantity,
        "quantity-reimbursed-inventory": told.inventory,
        "quantity-reimbursed-total": told.quantity + told.inventory,
        "original-reimbursement-id": told.original_id,
    }


def _amount(told: Return | Reimbursement, amount: Decimal) -> str:
    return f"{amount:.{told.purse.marketplace.currency_decimals}f}"


WRITERS: dict[str, Write] = {
    "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA": customer_returns,
    "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE": merchant_returns,
    "GET_FBA_REIMBURSEMENTS_DATA": reimbursements,
}
