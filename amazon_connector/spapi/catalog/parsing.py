"""Reads items of Catalog Items API 2022-04-01: a part that is broken costs that part alone."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ..errors import UnreadablePayload
from ..payload import Node, storable
from .measures import UNMEASURED, measures
from .pictures import best_picture
from .relations import ALONE, family, options
from .values import CatalogItem, CatalogPage

Part = TypeVar("Part")

PARENT = "VARIATION_PARENT"
# What Amazon's browse tree has at most between a product and its top.
_DEEPEST = 40
_LONGEST_TEXT = 20_000


def parse_catalog_page(payload: Mapping[str, Any]) -> CatalogPage:
    """Read ``ItemSearchResults``.

    :raises UnreadablePayload: when the answer as a whole is none
    """
    items, broken = [], []
    node = Node.root(storable(payload))
    listed = node.elements("items")
    for position, item in enumerate(listed):
        try:
            items.append(parse_catalog_item(item))
        except UnreadablePayload as error:
            broken.append(f"items[{position}]: {error}")
    return CatalogPage(tuple(items), tuple(broken), _is_cut(node, len(listed)))


def _is_cut(answer: Node, listed: int) -> bool:
    """Whether Amazon has found more than it lists: by its count, else by a next page."""
    count, pagination = answer.value.get("numberOfResults"), answer.value.get("pagination")
    if isinstance(count, int):
        return count > listed
    return listed > 0 and isinstance(pagination, Mapping) and bool(pagination.get("nextToken"))


def parse_catalog_item(payload: object) -> CatalogItem:
    """Read an ``Item``, with whatever ``includedData`` it came.

    :raises UnreadablePayload: when it names no ASIN; all else is told in ``broken``
    """
    node = Node.root(storable(payload))
    parts = _Parts(node)
    attributes = parts.take(lambda item: item.node("attributes"), Node({}))
    summary = parts.take(lambda item: _first(item, "summaries"), Node({}))
    weight, size = parts.take(measures, UNMEASURED)
    parents, children, theme = parts.take(family, ALONE)
    kind = parts.take(lambda _item: summary.text("itemClassification"), "")
    return CatalogItem(
        asin=node.required_text("asin"),
        title=parts.take(lambda _item: summary.text("itemName").strip(), "")
        or _text(attributes, "item_name"),
        brand=parts.take(lambda _item: summary.text("brand").strip(), "")
        or _text(attributes, "brand"),
        description=_description(attributes),
        category=parts.take(_category, ""),
        product_type=parts.take(_product_type, ""),
        identifiers=parts.take(_identifiers, ()),
        image_url=parts.take(best_picture, ""),
        weight=weight,
        size=size,
        is_parent=kind == PARENT or bool(children and not parents),
        parent_asins=parents,
        child_asins=children,
        options=options(theme, attributes, summary),
        broken=tuple(parts.broken),
        raw=node.value,
    )


class _Parts:
    """The parts of an item; one that is broken is nothing, and its problem is kept."""

    def __init__(self, item: Node) -> None:
        self._item = item
        self.broken: list[str] = []

    def take(self, part: Callable[[Node], Part], nothing: Part) -> Part:
        try:
            return part(self._item)
        except UnreadablePayload as error:
            self.broken.append(str(error))
            return nothing


def _product_type(item: Node) -> str:
    return _first(item, "productTypes").text("productType")


def _first(item: Node, key: str) -> Node:
    """The entry of the one marketplace that was asked for."""
    return next(item.nodes(key), Node({}))


def _text(attributes: Node, name: str) -> str:
    """The first value of an attribute, empty where it is none."""
    return next(iter(_texts(attributes, name)), "")


def _texts(attributes: Node, name: str) -> list[str]:
    entries = attributes.value.get(name)
    if not isinstance(entries, list):
        return []
    values = (entry.get("value") for entry in entries if isinstance(entry, Mapping))
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]


def _description(attributes: Node) -> str:
    """The product's description, else its bullet points, one a line."""
    told = _text(attributes, "product_description") or "\n".join(_texts(attributes, "bullet_point"))
    return told[:_LONGEST_TEXT]


def _category(item: Node) -> str:
    """The top of the tree in which the first classification stands."""
    place = next(_first(item, "classifications").nodes("classifications"), Node({}))
    for _step in range(_DEEPEST):
        parent = place.node("parent")
        if not parent:
            break
        place = parent
    return place.text("displayName").strip()


def _identifiers(item: Node) -> tuple[tuple[str, str], ...]:
    return tuple(
        (identifier.text("identifierType"), identifier.text("identifier").strip())
        for group in item.nodes("identifiers")
        for identifier in group.nodes("identifiers")
    )
