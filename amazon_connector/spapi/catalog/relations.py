"""Families: an item's parents and children, and by which options the children differ."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..payload import Node

VARIATION = "VARIATION"
# Said of a value, and no value themselves.
_ABOUT = ("marketplace_id", "language_tag", "unit")
_IN_SUMMARY = ("color", "size", "style")

Family = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

ALONE: Family = ((), (), ())


def family(item: Node) -> Family:
    """:return: parents' ASINs, children's ASINs, names of the attributes that differ"""
    parents: dict[str, None] = {}
    children: dict[str, None] = {}
    theme: dict[str, None] = {}
    for group in item.nodes("relationships"):
        for relation in group.nodes("relationships"):
            if relation.text("type") != VARIATION:
                continue
            parents.update(dict.fromkeys(filter(None, relation.texts("parentAsins"))))
            children.update(dict.fromkeys(filter(None, relation.texts("childAsins"))))
            theme.update(dict.fromkeys(_theme(relation.node("variationTheme"))))
    return tuple(parents), tuple(children), tuple(theme)


def _theme(told: Node) -> tuple[str, ...]:
    """The attributes that are named, else those in the theme's name: ``SIZE_NAME/COLOR_NAME``."""
    named = tuple(filter(None, (name.strip() for name in told.texts("attributes"))))
    if named:
        return named
    words = told.text("theme").lower().split("/")
    return tuple(filter(None, (word.strip().removesuffix("_name") for word in words)))


def humanize(name: str) -> str:
    """``item_package_quantity`` as people read it: Item package quantity."""
    return name.removesuffix("_name").replace("_", " ").strip().capitalize()


def options(theme: tuple[str, ...], attributes: Node, summary: Node) -> tuple[tuple[str, str], ...]:
    """:return: pairs of attribute and this item's value, empty where Amazon does not tell it"""
    return tuple((name, _option(name, attributes, summary)) for name in theme)


def _option(name: str, attributes: Node, summary: Node) -> str:
    plain = name.removesuffix("_name")
    for key in (name, plain, f"{plain}_name"):
        entries = attributes.value.get(key)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, Mapping) and (text := _value(plain, entry)):
                return text
    word = summary.value.get(plain) if plain in _IN_SUMMARY else None
    return _text(word)


def _value(name: str, entry: Mapping[str, Any]) -> str:
    """The value of an entry; of one with several parts that which bears the attribute's name."""
    last = name.rpartition("_")[2]
    others = [key for key in entry if key not in (*_ABOUT, "value", name, last)]
    for key in ("value", name, last, *others):
        if text := _text(entry.get(key)):
            unit = _text(entry.get("unit"))
            return f"{text} {unit}" if unit else text
    return ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return f"{Decimal(str(value)).normalize():f}"
