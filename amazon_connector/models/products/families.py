"""Families of Amazon's on their way into Odoo: what is to be made, as values.

Odoo's own way makes every combination of all values, with a handful of searches for each variant.
Amazon's families have gaps and come by the thousand: here exactly the variants that are sold are
made, those of all families with one call for each model.
"""

from dataclasses import dataclass, field
from typing import Any

# Odoo would make the variants of all combinations by itself.
MAKE_NO_VARIANTS = {
    "create_product_product": False,
    "update_product_template_attribute_values": False,
}


@dataclass
class Child:
    """A listing that is to be a variant.

    ``options`` are pairs of an attribute's name and a value, ``vals`` the variant's own values,
    ``values`` the ``product.attribute.value`` of the options; ``product`` and ``problem`` are
    what came of it.
    """

    listing: Any
    options: list
    vals: dict
    values: list = field(default_factory=list)
    product: Any = None
    problem: str = ""

    def get_key(self):
        """:return: what tells variants of one family apart"""
        return frozenset(value.id for value in self.values)

    def get_label(self):
        return ", ".join(value.name for value in self.values)


@dataclass
class Family:
    """Listings of one parent without a product.

    ``vals`` are those of a new ``product.template``; ``kin`` are the templates of variants that
    were found already.
    """

    parent: str
    company: Any
    vals: dict
    kin: Any
    children: list[Child] = field(default_factory=list)
    template: Any = None

    def get_attributes(self):
        """:return: dict attribute → its values among the children, in Amazon's order"""
        attributes: dict = {}
        for child in self.children:
            for value in child.values:
                attributes.setdefault(value.attribute_id, {})[value] = None
        return {attribute: list(values) for attribute, values in attributes.items()}

    def refuse(self, problem):
        """None of the children becomes a variant; say why."""
        for child in self.children:
            child.problem = problem


def is_variant(facts):
    """Whether Amazon names a parent and the value of each option: else a product stands alone, as
    does what is used.
    """
    options = facts.get("options")
    is_told = facts.get("parent") and options and all(value for _name, value in options)
    return bool(is_told and not facts.get("is_used"))
