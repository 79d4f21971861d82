"""A product of Amazon's catalog as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from ..listings.codes import is_valid_barcode

# Identifiers that are printed as a barcode, the most usual first.
BARCODES = ("EAN", "UPC", "GTIN", "JAN", "ISBN")


class Size(NamedTuple):
    """Outer measures in meters; None is a side that Amazon does not tell."""

    length: Decimal | None
    width: Decimal | None
    height: Decimal | None

    @property
    def volume(self) -> Decimal | None:
        """In cubic meters; None unless all three sides are known."""
        if self.length is None or self.width is None or self.height is None:
            return None
        return self.length * self.width * self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogItem:
    """A product of Amazon's catalog on one marketplace, in the marketplace's language.

    An empty text or None is what Amazon does not tell. ``identifiers`` holds pairs of type and
    value, ``("EAN", "4006381333931")``; ``weight`` is in kilograms; ``category`` is the top of
    Amazon's tree; ``options`` holds pairs of the attribute by which the family varies and its
    value for this item, ``("color", "Red")``, where the value may be empty. ``broken`` names the
    parts that could not be read.
    """

    asin: str
    title: str
    brand: str
    description: str
    category: str
    product_type: str
    identifiers: tuple[tuple[str, str], ...]
    image_url: str
    weight: Decimal | None
    size: Size | None
    is_parent: bool
    parent_asins: tuple[str, ...]
    child_asins: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    broken: tuple[str, ...]
    raw: Mapping[str, Any]

    @property
    def barcode(self) -> str:
        """The product's EAN, else UPC, GTIN, JAN or ISBN; empty when it has none."""
        told = [own for kind in BARCODES for found, own in self.identifiers if found == kind]
        # A placeholder hides no code, be it of another kind or of its own.
        return next(filter(is_valid_barcode, told), told[0] if told else "")

    @property
    def isbn(self) -> str:
        """The number of a book; empty for everything else."""
        return dict(reversed(self.identifiers)).get("ISBN", "")


class CatalogPage(NamedTuple):
    """What a search found; ``broken`` says of items why they cannot be read.

    One that ``is_cut`` is not all that Amazon found: what is not on it may be known all the same.
    """

    items: tuple[CatalogItem, ...]
    broken: tuple[str, ...]
    is_cut: bool = False
