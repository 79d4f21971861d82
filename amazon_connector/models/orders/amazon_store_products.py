"""A store's products: what becomes of seller SKUs that Odoo does not know."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    unknown_product_policy = fields.Selection(
        [
            ("hold", "Hold the order"),
            ("create", "Create the product from the order"),
            ("catalogue", "Create the product from Amazon's catalogue"),
            ("service", "Take the line as a service"),
        ],
        string="Unknown Seller SKU",
        required=True,
        default="hold",
        help="What happens to an order with a seller SKU that is linked to no product. "
        "Hold: the order waits and goes on by itself once the listing is linked. Create: a "
        "storable product with the seller SKU as reference, from what the order says. Catalogue: "
        "the same with name, brand, barcode, weight and size from Amazon; the order waits for "
        "the answer; what Amazon does not know becomes a service line. Service: the line stands "
        "for the goods without moving stock.",
    )
