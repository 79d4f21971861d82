"""Items of adopted sales orders that count by another unit say so themselves from now on."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE amazon_order_item i SET uom_id = l.product_uom_id
          FROM sale_order_line l
          JOIN product_product p ON p.id = l.product_id
          JOIN product_template t ON t.id = p.product_tmpl_id
         WHERE l.id = i.sale_line_id AND i.uom_id IS NULL AND l.product_id = i.product_id
           AND l.product_uom_id != t.uom_id AND l.product_uom_qty = i.quantity_ordered
        """
    )
