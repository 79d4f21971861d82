"""Differences that are made on purpose, so that it is seen that the comparison finds them.

One for each subject, as SQL that spoils a single record of Odoo's.
"""

from .snapshots import UNFINISHED

PLANTS = {
    "orders": """
        UPDATE amazon_order SET sale_order_id = NULL WHERE id = (
            SELECT o.id FROM amazon_order o JOIN sale_order s ON s.id = o.sale_order_id
             WHERE s.state = 'sale' AND o.status != 'CANCELLED' ORDER BY o.id LIMIT 1)""",
    "sales orders": """
        UPDATE sale_order SET client_order_ref = (
            SELECT max(client_order_ref) FROM sale_order
             WHERE amazon_store_id IS NOT NULL AND state = 'sale')
         WHERE id = (SELECT id FROM sale_order
                      WHERE amazon_store_id IS NOT NULL AND state = 'sale'
                      ORDER BY client_order_ref LIMIT 1)""",
    "cancellations": """
        UPDATE amazon_order SET sale_order_id = (
            SELECT min(id) FROM sale_order WHERE amazon_store_id IS NOT NULL AND state = 'sale')
         WHERE id = (SELECT min(id) FROM amazon_order WHERE status = 'CANCELLED')""",
    "deliveries": """
        UPDATE stock_move SET quantity = quantity + 1 WHERE id = (
            SELECT m.id FROM stock_move m
              JOIN sale_order_line l ON l.id = m.sale_line_id
              JOIN sale_order s ON s.id = l.order_id
             WHERE m.state = 'done' AND s.amazon_store_id IS NOT NULL ORDER BY m.id LIMIT 1)""",
    "shipments": """
        UPDATE amazon_shipment SET tracking_ref = 'ANOTHER' WHERE id = (
            SELECT min(id) FROM amazon_shipment WHERE state IN ('sent', 'confirmed'))""",
    "refunds": """
        UPDATE amazon_refund SET amount_total = amount_total + 1 WHERE id = (
            SELECT min(id) FROM amazon_refund WHERE state = 'done')""",
    "credit notes": """
        UPDATE account_move SET state = 'cancel' WHERE id = (
            SELECT min(move_id) FROM amazon_refund)""",
    "settlements": """
        UPDATE amazon_settlement SET amount_total = amount_total + 1 WHERE id = (
            SELECT min(id) FROM amazon_settlement)""",
    "settlements booked": """
        UPDATE amazon_settlement_line SET booking = 'order', move_line_id = NULL WHERE id = (
            SELECT min(id) FROM amazon_settlement_line WHERE amount != 0)""",
    "clearing": """
        UPDATE account_move_line SET amount_currency = amount_currency + 1 WHERE id = (
            SELECT min(l.id) FROM account_move_line l
              JOIN amazon_store s ON s.clearing_account_id = l.account_id
             WHERE l.parent_state = 'posted')""",
    "fulfillments": """
        UPDATE amazon_fulfillment SET amazon_status = 'PROCESSING' WHERE id = (
            SELECT min(id) FROM amazon_fulfillment)""",
    "fulfillments delivered": """
        UPDATE stock_move SET quantity = quantity + 1 WHERE id = (
            SELECT min(m.id) FROM stock_move m JOIN stock_picking p ON p.id = m.picking_id
             WHERE m.state = 'done' AND p.amazon_fulfillment_id IS NOT NULL)""",
    "stock": """
        UPDATE stock_quant SET quantity = quantity + 1 WHERE id = (
            SELECT min(q.id) FROM stock_quant q
              JOIN amazon_listing l ON l.product_id = q.product_id
              JOIN amazon_store s ON s.id = l.store_id AND s.state = 'live'
              JOIN stock_warehouse w ON w.id = s.warehouse_id
             WHERE q.location_id = w.lot_stock_id AND l.fulfillment_channel = 'DEFAULT')""",
    UNFINISHED: """
        UPDATE amazon_operation SET state = 'running' WHERE id = (
            SELECT min(id) FROM amazon_operation)""",
}
