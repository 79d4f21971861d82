"""A family of Amazon's as a product with variants: found as it is there, made, extended."""

from odoo import api, fields, models
from odoo.fields import Command

from ...mapping.amazon_product_mapper import SIDES
from .families import MAKE_NO_VARIANTS
from .named import find_named

# Of a product without variants, and copied with it, as Odoo has the weight.
SIDE = {
    "compute": "_compute_amazon_sides",
    "inverse": "_set_amazon_sides",
    "digits": (16, 3),
    "copy": True,
}


class ProductTemplate(models.Model):
    _inherit = "product.template"

    amazon_brand_id = fields.Many2one(
        "amazon.brand", string="Brand", ondelete="restrict", index="btree_not_null"
    )
    amazon_parent_asin = fields.Char(
        string="Family at Amazon",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="ASIN of the family: further variants of it are added to this product.",
    )
    amazon_length = fields.Float(string="Length", **SIDE)
    amazon_width = fields.Float(string="Width", **SIDE)
    amazon_height = fields.Float(string="Height", **SIDE)
    amazon_length_uom_name = fields.Char(related="product_variant_ids.amazon_length_uom_name")

    @api.model
    def _get_related_fields_variant_template(self):
        # What a person types into the form of a new product waits for its variant.
        return [*super()._get_related_fields_variant_template(), *SIDES]

    @api.depends(*(f"product_variant_ids.{side}" for side in SIDES))
    def _compute_amazon_sides(self):
        for side in SIDES:
            self._compute_template_field_from_variant_field(side)

    def _set_amazon_sides(self):
        for side in SIDES:
            self._set_product_variant_field(side)

    @api.model
    def _make_amazon_families(self, families):
        """Make the variants of families, and the families that are not there yet.

        :param families: list of ``Family``; each child gets its ``product`` or its ``problem``
        """
        self.env["product.attribute"]._get_or_create_for_families(families)
        self._find_amazon_families(families)
        self._create_amazon_families(families)
        fitting = self._filter_same_options(families)
        links = self._add_amazon_values(fitting)
        self.env["product.product"]._make_amazon_variants(fitting, links)

    @api.model
    def _find_amazon_families(self, families):
        """Give families the template that they are already: by ASIN, by variants, by name."""
        domain = self._check_company_domain(families[0].company) if families else []
        parents = [family.parent for family in families]
        known = self.search([("amazon_parent_asin", "in", parents), *domain], order="id desc")
        by_parent = {template.amazon_parent_asin: template for template in known}
        names = {family.vals["name"] for family in families}
        by_name = find_named(self, names, [("attribute_line_ids", "!=", False), *domain])
        for family in families:
            kin = family.kin.filtered(lambda template: template._is_amazon_family())
            template = by_parent.get(family.parent) or (kin if len(kin) == 1 else None)
            template = template or by_name.get(family.vals["name"].lower())
            if template and template._is_amazon_family():
                family.template = template
                if not template.amazon_parent_asin:
                    template.amazon_parent_asin = family.parent

    def _is_amazon_family(self):
        """Whether variants can be added: a product without options is no family."""
        return bool(self._get_amazon_lines())

    def _get_amazon_lines(self):
        """The lines of attributes by which the variants differ."""
        return self.attribute_line_ids._without_no_variant_attributes()

    @api.model
    def _create_amazon_families(self, families):
        """Make the templates that are missing, without variants; one for each name."""
        new = {}
        for family in families:
            if not family.template:
                new.setdefault(family.vals["name"].lower(), family)
        templates = self.with_context(**MAKE_NO_VARIANTS).create(
            [
                {**family.vals, "attribute_line_ids": _prepare_lines(family)}
                for family in new.values()
            ]
        )
        made = dict(zip(new, templates.with_env(self.env), strict=True))
        for family in families:
            family.template = family.template or made[family.vals["name"].lower()]

    @api.model
    def _filter_same_options(self, families):
        """Families whose children differ by what the template's variants differ by already.

        :return: list of those; the others are refused
        """
        fitting = []
        for family in families:
            wanted = self.env["product.attribute"].concat(*family.get_attributes())
            known = family.template._get_amazon_lines().attribute_id
            if known == wanted or set(known) == set(wanted):
                fitting.append(family)
                continue
            family.refuse(
                self.env._(
                    "Amazon's variants of %(product)s differ by %(wanted)s, those in Odoo by "
                    "%(known)s. Add the variant in Odoo and link it, or rename the product there.",
                    product=family.template.display_name,
                    wanted=", ".join(wanted.mapped("name")),
                    known=", ".join(known.mapped("name")),
                )
            )
        return fitting

    @api.model
    def _add_amazon_values(self, families):
        """Give the templates of families the values that their children need.

        :return: dict (template, ``product.attribute.value``) → its value on the template
        """
        lines = {}
        for family in families:
            by_attribute = {line.attribute_id: line for line in family.template._get_amazon_lines()}
            for attribute, values in family.get_attributes().items():
                line = lines[family.template, attribute] = by_attribute[attribute]
                missing = [value for value in values if value not in line.value_ids]
                if missing:
                    line.with_context(**MAKE_NO_VARIANTS).write(
                        {"value_ids": [Command.link(value.id) for value in missing]}
                    )
        lines = self.env["product.template.attribute.line"].union(*lines.values())
        return {
            (link.product_tmpl_id, link.product_attribute_value_id): link
            for link in self._link_amazon_values(lines)
        }

    @api.model
    def _link_amazon_values(self, lines):
        """What Odoo makes of each value on each template, made with one call."""
        links = self.env["product.template.attribute.value"].search(
            [("attribute_line_id", "in", lines.ids)]
        )
        used = links.filtered(lambda link: link.product_attribute_value_id in _values_of(link))
        used.filtered(lambda link: not link.ptav_active).ptav_active = True
        known = {(link.attribute_line_id, link.product_attribute_value_id) for link in used}
        return used | links.create(
            [
                {
                    "attribute_line_id": line.id,
                    "product_attribute_value_id": value.id,
                    "price_extra": value.default_extra_price,
                }
                for line in lines
                for value in line.value_ids
                if (line, value) not in known
            ]
        )


def _values_of(link):
    return link.attribute_line_id.value_ids


def _prepare_lines(family):
    """The lines of attributes of a new template."""
    return [
        Command.create(
            {
                "attribute_id": attribute.id,
                "sequence": number,
                "value_ids": [Command.set([value.id for value in values])],
            }
        )
        for number, (attribute, values) in enumerate(family.get_attributes().items(), start=1)
    ]
