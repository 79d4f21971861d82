"""What Amazon believes and what Odoo has, as facts that can be compared.

Amazon is asked through the simulator's control endpoint, Odoo through SQL that knows nothing of
the addon's methods: neither asks the code that is looked at.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from sp_api_simulator.client import Amazon

from .comparison import Snapshot, as_amount
from .shops import MODES, SELLERS

Query = Callable[[str], list[tuple[Any, ...]]]

UNFINISHED = "unfinished"

ODOO = {
    # Who is linked to it, once for each sales order that bears its number.
    "orders": """
        SELECT o.amazon_ref, o.status || ', ' || COALESCE(sum(l.product_uom_qty)
               FILTER (WHERE s.state = 'sale'), 0)::int
          FROM amazon_order o
          LEFT JOIN sale_order s ON s.id = o.sale_order_id
          LEFT JOIN amazon_order_item i ON i.order_id = o.id
          LEFT JOIN sale_order_line l ON l.id = i.sale_line_id AND l.order_id = s.id
         WHERE NOT COALESCE(o.is_elsewhere, false)
         GROUP BY o.id, o.amazon_ref, o.status""",
    "sales orders": """
        SELECT client_order_ref, 'there' FROM sale_order
         WHERE amazon_store_id IS NOT NULL AND state != 'cancel'""",
    "cancellations": """
        SELECT o.amazon_ref, CASE WHEN s.state = 'sale' THEN 'still sold' ELSE 'cancelled' END
          FROM amazon_order o LEFT JOIN sale_order s ON s.id = o.sale_order_id
         WHERE o.status = 'CANCELLED' AND NOT COALESCE(o.is_elsewhere, false)""",
    # What has left the warehouse in Odoo, whoever shipped it.
    "deliveries": """
        SELECT s.client_order_ref, sum(m.quantity)::int::text
          FROM stock_move m
          JOIN sale_order_line l ON l.id = m.sale_line_id
          JOIN sale_order s ON s.id = l.order_id
          JOIN stock_location place ON place.id = m.location_dest_id
         WHERE m.state = 'done' AND place.usage = 'customer' AND s.amazon_store_id IS NOT NULL
         GROUP BY s.client_order_ref""",
    "shipments": """
        SELECT o.amazon_ref || ' ' || h.tracking_ref, sum(l.quantity)::text
          FROM amazon_shipment h
          JOIN amazon_order o ON o.id = h.order_id
          JOIN amazon_shipment_line l ON l.shipment_id = h.id
         WHERE h.state IN ('sent', 'confirmed') GROUP BY h.id, o.amazon_ref, h.tracking_ref""",
    "refunds": """
        SELECT order_ref, amount_total::text FROM amazon_refund WHERE state = 'done'""",
    # Where settlements alone are booked, refunds are among their rows.
    "credit notes": """
        SELECT r.order_ref, 'credited' FROM amazon_refund r
          JOIN account_move m ON m.id = r.move_id
          JOIN amazon_store s ON s.id = r.store_id AND s.accounting_mode = 'per_order'
         WHERE m.state = 'posted' AND m.move_type = 'out_refund'""",
    "settlements": """
        SELECT s.amazon_ref, s.amount_total::text FROM amazon_settlement s
         WHERE s.state = 'done' AND s.difference = 0""",
    # What the rows of each come to, as far as they are booked or pay what is booked.
    "settlements booked": """
        SELECT s.amazon_ref, COALESCE(sum(r.amount), 0)::text
          FROM amazon_settlement s
          LEFT JOIN amazon_settlement_line r ON r.settlement_id = s.id
                AND (r.booking IN ('payment', 'ahead') OR r.move_line_id IS NOT NULL)
         GROUP BY s.id, s.amazon_ref""",
    # What Amazon owes the seller, as the books have it: on clearing, and where it is held.
    "clearing": """
        SELECT a.selling_partner_id, COALESCE(sum(l.amount_currency), 0)::text
          FROM amazon_store s
          JOIN amazon_account a ON a.id = s.account_id
          LEFT JOIN account_move_line l ON l.parent_state = 'posted' AND l.account_id IN (
                s.clearing_account_id, s.carried_forward_account_id, s.accrued_account_id, (
                SELECT (k.gl_account_id->>s.company_id::text)::int FROM amazon_fee_kind k
                 WHERE k.code = 'facilitator_tax'))
         WHERE s.state = 'live' GROUP BY a.selling_partner_id""",
    "fulfillments": """
        SELECT f.amazon_ref, f.amazon_status || ', ' || sum(l.shipped)::int
          FROM amazon_fulfillment f JOIN amazon_fulfillment_line l ON l.fulfillment_id = f.id
         GROUP BY f.id, f.amazon_ref, f.amazon_status""",
    "fulfillments delivered": """
        SELECT f.amazon_ref, sum(m.quantity)::int::text
          FROM amazon_fulfillment f
          JOIN stock_picking p ON p.amazon_fulfillment_id = f.id
          JOIN stock_move m ON m.picking_id = p.id
         WHERE m.state = 'done' GROUP BY f.amazon_ref""",
    # What is there and not reserved, of the company's own warehouse.
    "stock": """
        SELECT a.selling_partner_id || '/' || c.code || '/' || l.seller_sku,
               COALESCE((SELECT sum(q.quantity - q.reserved_quantity) FROM stock_quant q
                          WHERE q.location_id = w.lot_stock_id AND q.product_id = l.product_id
                        ), 0)::int::text
          FROM amazon_listing l
          JOIN amazon_store s ON s.id = l.store_id AND s.state = 'live'
          JOIN amazon_account a ON a.id = s.account_id
          JOIN amazon_marketplace m ON m.id = s.marketplace_id
          JOIN res_country c ON c.id = m.country_id
          JOIN stock_warehouse w ON w.id = s.warehouse_id
         WHERE l.fulfillment_channel = 'DEFAULT' AND l.is_listed""",
    # What a person has to look at, or a job has not done.
    UNFINISHED: """
        SELECT 'account ' || name, state || ': ' || COALESCE(state_reason, '') FROM amazon_account
         WHERE state != 'connected'
        UNION ALL SELECT 'order ' || amazon_ref, state || ': ' || COALESCE(reason, '')
          FROM amazon_order WHERE state NOT IN ('done', 'ignored')
        UNION ALL SELECT 'refund ' || amazon_ref, state || ': ' || COALESCE(reason, '')
          FROM amazon_refund WHERE state != 'done'
        UNION ALL SELECT 'settlement ' || amazon_ref, state || ': ' || COALESCE(reason, '')
          FROM amazon_settlement WHERE state != 'done'
        UNION ALL SELECT 'shipment ' || id, state || ': ' || COALESCE(reason, '')
          FROM amazon_shipment WHERE state IN ('pending', 'failed')
        UNION ALL SELECT 'cancellation ' || id, state || ': ' || COALESCE(reason, '')
          FROM amazon_cancellation WHERE state != 'confirmed'
        UNION ALL SELECT 'fulfillment ' || amazon_ref, state || ': ' || COALESCE(reason, '')
          FROM amazon_fulfillment WHERE state NOT IN ('confirmed', 'cancelled')
        UNION ALL SELECT 'run ' || kind, state FROM amazon_operation WHERE state = 'running'""",
}


def read_odoo(query: Query) -> Snapshot:
    """:return: what Odoo has"""
    facts = {subject: query(sql) for subject, sql in ODOO.items()}
    for subject in ("refunds", "settlements", "settlements booked", "clearing"):
        facts[subject] = [(key, as_amount(value)) for key, value in facts[subject]]
    return {subject: [(str(k), str(v)) for k, v in rows] for subject, rows in facts.items()}


def read_amazon(amazon: Amazon) -> Snapshot:
    """:return: what Amazon believes, in the words of Odoo's facts"""
    orders = [
        order for order in amazon.orders() if order["salesChannel"]["channelName"] == "AMAZON"
    ]
    refunds = [told for told in amazon.transactions() if told["transactionType"] == "Refund"]
    settled = [(each["settlement_id"], as_amount(each["total"])) for each in amazon.settlements()]
    alive = [order for order in orders if _status(order) != "CANCELLED"]
    fulfillments = amazon.fulfillments()
    return {
        "orders": [(each["orderId"], _order(each)) for each in orders],
        "sales orders": [(each["orderId"], "there") for each in alive],
        "cancellations": [
            (each["orderId"], "cancelled") for each in orders if _status(each) == "CANCELLED"
        ],
        "deliveries": [(each["orderId"], str(_left(each))) for each in alive if _left(each)],
        "shipments": [parcel for each in orders for parcel in _parcels(each)],
        "refunds": [(_order_of(each), _total(each)) for each in refunds],
        "credit notes": [(_order_of(each), "credited") for each in refunds if _is_credited(each)],
        "settlements": settled,
        "settlements booked": settled,
        "clearing": [(seller, as_amount(_owed(amazon, seller))) for seller in SELLERS],
        "fulfillments": [
            (each["orderId"], f"{each['status']}, {_shipped(each)}") for each in fulfillments
        ],
        "fulfillments delivered": [
            (each["orderId"], str(_shipped(each))) for each in fulfillments if _shipped(each)
        ],
        "stock": [_offer(each) for each in amazon.listings() if each["channel"] == "DEFAULT"],
        UNFINISHED: [],
    }


def _offer(listing: dict[str, Any]) -> tuple[str, str]:
    place = f"{listing['seller']}/{listing['marketplace']}/{listing['sku']}"
    return place, str(listing["quantity"])


def _owed(amazon: Amazon, seller: str) -> Decimal:
    """What is not settled yet; what is settled has left clearing, for its payout."""
    [held] = amazon.ledger(seller=seller).values()
    return Decimal(held.get("available", 0)) + Decimal(held.get("deferred", 0))


def _status(order: dict[str, Any]) -> str:
    return str(order["fulfillment"]["fulfillmentStatus"])


def _order(order: dict[str, Any]) -> str:
    units = sum(item["quantityOrdered"] for item in order["orderItems"])
    return f"{_status(order)}, {units}"


def _left(order: dict[str, Any]) -> int:
    return sum(
        item.get("fulfillment", {}).get("quantityFulfilled", 0) for item in order["orderItems"]
    )


def _parcels(order: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for package in order.get("packages", ()):
        units = sum(item["quantity"] for item in package["packageItems"])
        yield f"{order['orderId']} {package['trackingNumber']}", str(units)


def _is_credited(transaction: dict[str, Any]) -> bool:
    return MODES[transaction["sellingPartnerMetadata"]["sellingPartnerId"]] == "per_order"


def _order_of(transaction: dict[str, Any]) -> str:
    [ref] = [
        each["relatedIdentifierValue"]
        for each in transaction["relatedIdentifiers"]
        if each["relatedIdentifierName"] == "ORDER_ID"
    ]
    return str(ref)


def _total(transaction: dict[str, Any]) -> str:
    return as_amount(transaction["totalAmount"]["currencyAmount"])


def _shipped(fulfillment: dict[str, Any]) -> int:
    return sum(
        int(Decimal(item["amount"]["value"]))
        for shipment in fulfillment.get("shipments", ())
        for item in shipment["items"]
    )
