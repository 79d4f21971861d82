"""What the catalog says of products beyond what their listings do, by ASIN and marketplace."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class CatalogEntry:
    """What is known of an ASIN; None and empty is what is not.

    `category` is the path in the browse tree, the top first. `options` are attribute and value
    of a child, `theme` the attributes by which a family varies. `dimensions` replaces the
    measures in metric units, `sections` replaces whole sections, word for word, and `missing`
    names sections that Amazon leaves out.
    """

    asin: str
    title: str | None = None
    brand: str | None = None
    description: str | None = None
    category: list[str] = field(default_factory=list)
    parent: str | None = None
    children: list[str] = field(default_factory=list)
    theme: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    identifiers: dict[str, str] = field(default_factory=dict)
    dimensions: Json | None = None
    pictures: list[Json] = field(default_factory=list)
    sections: Json = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


@dataclass
class Picture:
    """What is served under an address of a picture."""

    content: bytes
    kind: str = "image/png"
    status: int = 200
    location: str = ""


class Catalog:
    """Entries by ASIN and marketplace, and the pictures that they name."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], CatalogEntry] = {}
        self.pictures: dict[str, Picture] = {}

    def get_or_add(self, asin: str, place_id: str) -> CatalogEntry:
        return self._entries.setdefault((asin, place_id), CatalogEntry(asin))

    def find(self, asin: str, place_id: str) -> CatalogEntry | None:
        return self._entries.get((asin, place_id))
