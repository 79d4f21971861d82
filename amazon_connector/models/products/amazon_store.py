"""How a store's products come from Amazon: what they get, under which code, at which price."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    product_sync = fields.Boolean(
        string="Product Synchronization",
        default=True,
        help="New products get all that Amazon's catalog says of them: title, description, brand, "
        "category, barcode, price, picture, weight, and dimensions. Off: title, description, "
        "weight, and dimensions only, and nothing of a product is changed later.",
    )
    product_code_source = fields.Selection(
        [("sku", "Seller SKU"), ("asin", "ASIN")],
        string="Product Code",
        required=True,
        default="sku",
        help="What becomes the internal reference of a new product. Where it is missing, the "
        "other one is taken, else a book's ISBN. It cannot be changed once a product was created: "
        "all products would be created a second time.",
    )
    product_code_locked = fields.Char(
        string="Product Code Used",
        readonly=True,
        copy=False,
        help="The choice that the first product was created with; it stands from then on.",
    )
    pricelist_note = fields.Char(
        compute="_compute_pricelist_note",
        help="What is to be known of the pricelist into which Amazon's prices are written.",
    )

    def _keeps_prices(self):
        """Whether Amazon's prices go into the store's pricelist: in its own currency alone."""
        pricelist = self.pricelist_id
        same = pricelist.currency_id == self.marketplace_id.currency_id
        return bool(self.product_sync and pricelist and same)

    @api.depends("pricelist_id", "product_sync", "marketplace_id")
    def _compute_pricelist_note(self):
        for store in self:
            store.pricelist_note = store._get_pricelist_note() if store.product_sync else False

    def _get_pricelist_note(self):
        if not self.pricelist_id:
            return False
        if not self._keeps_prices():
            return self.env._(
                "The pricelist is not in the marketplace's currency: Amazon's prices are not "
                "written into it."
            )
        others = self._find_sharing_stores()
        if not others:
            return False
        return self.env._(
            "The pricelist is shared with %(stores)s: of a product that is listed in several of "
            "them, the price that was read first is kept. Choose a pricelist of its own for each "
            "store.",
            stores=", ".join(others.mapped("display_name")),
        )

    def _find_sharing_stores(self):
        """:return: other stores that write prices into the same pricelist"""
        return self.sudo().search(
            [
                ("pricelist_id", "=", self.pricelist_id.id),
                ("id", "not in", self.ids),
                ("product_sync", "=", True),
            ]
        )

    @api.constrains("pricelist_id")
    def _check_pricelist_is_of_one_currency(self):
        for store in self.filtered("pricelist_id"):
            currency = store.marketplace_id.currency_id
            strange = store._find_sharing_stores().filtered(
                lambda other, currency=currency: other.marketplace_id.currency_id != currency
            )
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(pricelist)s is the pricelist of %(stores)s, where prices are in another "
                        "currency. Choose another pricelist for %(store)s.",
                        pricelist=store.pricelist_id.display_name,
                        stores=", ".join(strange.mapped("display_name")),
                        store=store.display_name,
                    )
                )

    @api.constrains("product_code_source")
    def _check_product_code_stands(self):
        for store in self:
            used = store.product_code_locked
            if used and used != store.product_code_source:
                raise UserError(
                    self.env._(
                        "The first product of %s was created with the product code as it was set. "
                        "Changing it now would create all products a second time.",
                        store.display_name,
                    )
                )

    def _lock_product_code(self):
        """The first product was created: its code stands for all that follow."""
        for store in self.filtered(lambda store: not store.product_code_locked):
            store.product_code_locked = store.product_code_source
