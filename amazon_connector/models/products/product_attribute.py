"""Attributes and values by which Amazon's families vary: found by their names, made once."""

from odoo import api, models

from .named import get_or_create_named


class ProductAttribute(models.Model):
    _inherit = "product.attribute"

    @api.model
    def _get_or_create_for_families(self, families):
        """Give the children of families the values of their options, all at once.

        New attributes make their variants one by one (*Dynamically*), since a family of Amazon's
        seldom has all combinations.

        :param families: list of ``Family``; their children's ``values`` are filled
        """
        pairs = [pair for family in families for child in family.children for pair in child.options]
        attributes = get_or_create_named(
            self,
            dict.fromkeys(name for name, _value in pairs),
            [("create_variant", "!=", "no_variant")],
            create_variant="dynamic",
        )
        names: dict = {}
        for name, value in pairs:
            names.setdefault(attributes[name.lower()], {})[value] = None
        values = {
            attribute: self._get_or_create_values(attribute, list(wanted))
            for attribute, wanted in names.items()
        }
        for family in families:
            for child in family.children:
                chosen = {}
                for name, value in child.options:
                    attribute = attributes[name.lower()]
                    chosen.setdefault(attribute, values[attribute][value.lower()])
                child.values = list(chosen.values())

    @api.model
    def _get_or_create_values(self, attribute, names):
        """:return: dict value's name in small letters → ``product.attribute.value``"""
        return get_or_create_named(
            self.env["product.attribute.value"],
            names,
            [("attribute_id", "=", attribute.id)],
            attribute_id=attribute.id,
        )
