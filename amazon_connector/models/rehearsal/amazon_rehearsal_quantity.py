"""Quantities that would be pushed, beside what Amazon offers now."""

from odoo import api, fields, models

MOST_LISTINGS = 500


class AmazonRehearsalQuantity(models.Model):
    _name = "amazon.rehearsal.quantity"
    _description = "Amazon Rehearsal Quantity"
    _order = "rehearsal_id desc, id"
    _rec_name = "seller_sku"

    rehearsal_id = fields.Many2one(
        "amazon.rehearsal", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="rehearsal_id.company_id", store=True)
    store_id = fields.Many2one("amazon.store", readonly=True, ondelete="cascade")
    listing_id = fields.Many2one("amazon.listing", readonly=True, ondelete="cascade")
    seller_sku = fields.Char(string="Seller SKU", related="listing_id.seller_sku")
    product_id = fields.Many2one(related="listing_id.product_id")
    quantity = fields.Integer(
        string="Would Be Pushed", readonly=True, help="If the store pushed its stock now."
    )
    amazon_quantity = fields.Integer(
        string="At Amazon", readonly=True, help="As read from Amazon's last report."
    )

    @api.model
    def _prepare_vals_list(self, stores):
        """The quantities of linked FBM listings, those that would change most first.

        :param stores: ``amazon.store``
        :return: list of value dicts
        """
        listings = self.env["amazon.listing"]
        for store in stores:
            listings |= listings.search(self.env["amazon.submission"]._get_listing_domain(store))
        quantities = self.env["amazon.stock.mapper"]._get_quantities(listings)
        changes = {
            listing: quantity.quantity - listing.amazon_quantity
            for listing, quantity in quantities.items()
        }
        first = sorted(changes, key=lambda listing: -abs(changes[listing]))[:MOST_LISTINGS]
        return [
            {
                "store_id": listing.store_id.id,
                "listing_id": listing.id,
                "quantity": quantities[listing].quantity,
                "amazon_quantity": listing.amazon_quantity,
            }
            for listing in first
        ]
