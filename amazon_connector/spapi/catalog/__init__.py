"""Amazon's catalog: what it knows of a product, and the pictures of it."""

from .images import Picture, fetch_picture
from .parsing import parse_catalog_item, parse_catalog_page
from .relations import humanize
from .values import CatalogItem, CatalogPage, Size

__all__ = [
    "CatalogItem",
    "CatalogPage",
    "Picture",
    "Size",
    "fetch_picture",
    "humanize",
    "parse_catalog_item",
    "parse_catalog_page",
]
