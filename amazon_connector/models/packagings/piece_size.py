"""How many units of its product one piece of an item is, for queries."""

from odoo.tools import SQL

# Of an order item ``i`` and the listing ``l`` of its seller SKU, which stands in where the item has
# no product yet.
PIECE_SIZE = SQL(
    """
    COALESCE((SELECT sold.factor / kept.factor
                FROM uom_uom sold, product_product p
                JOIN product_template t ON t.id = p.product_tmpl_id
                JOIN uom_uom kept ON kept.id = t.uom_id
               WHERE p.id = COALESCE(i.product_id, l.product_id)
                 AND sold.id = CASE WHEN i.product_id IS NULL THEN l.uom_id ELSE i.uom_id END), 1)
    """
)
