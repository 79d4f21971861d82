"""Invoices and credit notes of Amazon orders that are there already bear their store."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE account_move AS move
           SET amazon_store_id = sale.amazon_store_id
          FROM account_move_line AS line
          JOIN sale_order_line_invoice_rel AS rel ON rel.invoice_line_id = line.id
          JOIN sale_order_line AS sold ON sold.id = rel.order_line_id
          JOIN sale_order AS sale ON sale.id = sold.order_id
         WHERE line.move_id = move.id
           AND move.is_amazon
           AND move.amazon_store_id IS NULL
           AND sale.amazon_store_id IS NOT NULL
        """
    )
