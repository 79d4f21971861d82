"""A product's outer measures, for which Odoo has no fields."""

from odoo import api, fields, models
from odoo.fields import Command


class ProductProduct(models.Model):
    _inherit = "product.product"

    amazon_length = fields.Float(string="Length", digits=(16, 3))
    amazon_width = fields.Float(string="Width", digits=(16, 3))
    amazon_height = fields.Float(string="Height", digits=(16, 3))
    amazon_length_uom_name = fields.Char(
        string="Unit of Length", compute="_compute_amazon_length_uom_name"
    )

    @api.depends("type")
    def _compute_amazon_length_uom_name(self):
        template = self.env["product.template"]
        self.amazon_length_uom_name = template._get_length_uom_name_from_ir_config_parameter()

    @api.model
    def _make_amazon_variants(self, families, links):
        """Make the variants of families with one call; take those that are there by their options.

        :param families: list of ``Family`` with templates
        :param links: dict (template, ``product.attribute.value``) → its value on the template
        """
        known, new = self._find_amazon_variants(families), {}
        for family in families:
            for child in family.children:
                key = (family.template, child.get_key())
                if key in known:
                    known[key]._become_amazon_variant(child)
                elif key in new:
                    child.problem = self._explain_same_options(family, child)
                else:
                    new[key] = child
        products = self.create(
            [_prepare_variant(template, child, links) for (template, _key), child in new.items()]
        )
        for child, product in zip(new.values(), products, strict=True):
            child.product = product

    def _explain_same_options(self, family, child):
        return self.env._(
            "Amazon has two products with the same options (%(options)s) in %(family)s. Link this "
            "listing to a product yourself.",
            options=child.get_label(),
            family=family.template.display_name,
        )

    @api.model
    def _find_amazon_variants(self, families):
        """:return: dict (template, ids of the values) → the variant, an active one first"""
        templates = self.env["product.template"].union(*(family.template for family in families))
        variants = self.with_context(active_test=False).search(
            [("product_tmpl_id", "in", templates.ids)]
        )
        return {
            (variant.product_tmpl_id, frozenset(_get_value_ids(variant))): variant
            for variant in variants.sorted("active")
        }

    def _become_amazon_variant(self, child):
        """This variant has the options of a child: take it, unless it is somebody else.

        A variant without a reference gets the child's; one with another stays as it is, and so
        does an archived one.
        """
        code = child.vals.get("default_code")
        is_refused = self == child.listing.unlinked_product_id
        if self.active and self.default_code in (False, "", code) and not is_refused:
            self.default_code = code
            child.product = self.with_env(child.listing.env)
            return
        child.problem = self.env._(
            "%(product)s has the same options already, and another reference or it is archived. "
            "Link this listing to a product yourself.",
            product=self.display_name,
        )

    def _take_amazon_picture(self, picture):
        """Give the product a picture where it, or the family as a whole, has none.

        :param picture: base64
        """
        template = self.product_tmpl_id
        if not template.image_1920:
            template.image_1920 = picture
        elif template._is_amazon_family() and not self.image_variant_1920:
            self.image_variant_1920 = picture


def _get_value_ids(variant):
    return variant.product_template_attribute_value_ids.product_attribute_value_id.ids


def _prepare_variant(template, child, links):
    """Values of a new variant."""
    values = [links[template, value].id for value in child.values]
    return {
        **child.vals,
        "product_tmpl_id": template.id,
        "product_template_attribute_value_ids": [Command.set(values)],
    }
