"""A store's products: for charges, and what becomes of seller SKUs that Odoo does not know."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    unknown_product_policy = fields.Selection(
        [
            ("hold", "Hold the order"),
            ("create", "Create the product from the order"),
            ("catalog", "Create the product from Amazon's catalog"),
            ("service", "Take the line as a service"),
        ],
        string="Unknown Seller SKU",
        required=True,
        default="hold",
        follow="_follow_orders",
        help="What happens to an order with a seller SKU that is linked to no product. "
        "Hold: the order waits and continues automatically once the listing is linked. Create: a "
        "storable product with the seller SKU as reference, from what the order says. Catalog: "
        "the same with name, brand, barcode, weight and size from Amazon; the order waits for "
        "the answer; what Amazon does not know becomes a service line. Service: the line stands "
        "for the goods without moving stock; it has no delivery, so confirm its shipment in Seller "
        "Central.",
    )
    product_shipping_id = fields.Many2one(
        "product.product", string="Shipping Product", help="What the buyer pays for shipping."
    )
    product_gift_wrap_id = fields.Many2one(
        "product.product", string="Gift Wrap Product", help="What the buyer pays for gift wrap."
    )
    product_cod_fee_id = fields.Many2one(
        "product.product", string="COD Fee Product", help="Fee for cash on delivery."
    )
    product_tip_id = fields.Many2one(
        "product.product", string="Tip Product", help="Tip for the delivery."
    )
    product_discount_id = fields.Many2one(
        "product.product",
        string="Promotion Product",
        help="Promotions and coupons, as one amount per order.",
    )
    product_tax_id = fields.Many2one(
        "product.product",
        string="Sales Tax Product",
        help="Tax that Amazon states apart from the prices.",
    )
    product_other_charge_id = fields.Many2one(
        "product.product",
        string="Other Charge Product",
        help="Charges of a kind that is new to Odoo.",
    )
    product_unknown_id = fields.Many2one(
        "product.product",
        string="Unknown SKU Product",
        help="Stands in for goods that are linked to no product.",
    )
