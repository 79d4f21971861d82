"""The client's words for the catalog: descriptions, families, pictures."""

from base64 import b64encode
from typing import Any

from .billing import Billing

Json = dict[str, Any]


class Describing(Billing):
    """Each method is the action of the same name in `actions/catalog.py`."""

    def describe_product(self, asin: str, **parts: Any) -> None:
        """Say more of an ASIN: title, brand, description, category, dimensions, sections, …"""
        self.do("describe_product", asin=asin, **parts)

    def add_family(self, title: str, theme: list[str], children: list[Json], **parts: Any) -> Json:
        """Offer a family whose children differ by the attributes of `theme`."""
        return dict(self.do("add_family", title=title, theme=theme, children=children, **parts))

    def add_picture(self, asin: str, content: bytes | None = None, **how: Any) -> str:
        """Give a product a picture: variant, side, link, kind, status, location."""
        if content is not None:
            how["content_base64"] = b64encode(content).decode()
        return str(self.do("add_picture", asin=asin, **how))
