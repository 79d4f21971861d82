"""Write the catalog: descriptions, families, pictures, and what is wrong with them."""

import struct
import zlib
from base64 import b64decode
from typing import Any

from ..basics.ids import asin_for
from ..basics.marketplaces import marketplace as marketplace_called
from ..state.catalog import CatalogEntry, Picture
from ..trading.offering import NewListing, described, offer
from ..world import World


def describe_product(world: World, asin: str, marketplace: str = "US", **parts: Any) -> None:
    """Say more of an ASIN; parts are those of `CatalogEntry`."""
    entry = world.catalog.get_or_add(asin, marketplace_called(marketplace).id)
    for name, value in parts.items():
        if name not in CatalogEntry.__dataclass_fields__:
            raise ValueError(f"a catalog entry has no {name!r}")
        setattr(entry, name, value)


def add_family(
    world: World,
    title: str,
    theme: list[str],
    children: list[dict[str, Any]],
    marketplace: str = "US",
    asin: str | None = None,
    **parts: Any,
) -> dict[str, Any]:
    """Offer a family: a parent, which nobody can buy, and children that differ by options.

    `children`: arguments of `NewListing` with `options`, values by attribute. Called again with
    the same title or `asin`, it adds children. Further parts are the parent's.
    """
    parent = asin or asin_for(title)
    place = marketplace_called(marketplace)
    entry = world.catalog.get_or_add(parent, place.id)
    describe_product(world, parent, marketplace, title=title, theme=theme, **parts)
    offered = []
    for child in children:
        wish: dict[str, Any] = dict(child)
        options: dict[str, Any] = wish.pop("options", {})
        own: dict[str, Any] = {
            key: wish.pop(key) for key in ("description", "category") if key in wish
        }
        wish.setdefault("title", f"{title} ({', '.join(map(str, options.values()))})")
        listing = offer(world, NewListing(marketplace=marketplace, **wish))
        if listing.asin not in entry.children:
            entry.children.append(listing.asin)
        of_child: dict[str, Any] = {"parent": parent, "theme": theme, "options": options, **own}
        describe_product(world, listing.asin, marketplace, **of_child)
        offered.append(described(listing))
    return {"asin": parent, "children": offered}


def add_picture(
    world: World,
    asin: str,
    marketplace: str = "US",
    variant: str = "MAIN",
    side: int = 500,
    content_base64: str | None = None,
    link: str | None = None,
    **how: Any,
) -> str:
    """Give a product a picture: a small square, or these bytes; returns its name.

    :param link: an address elsewhere in place of the simulator's own
    :param how: `kind` (content type), `status`, `location`: how it is served
    """
    entry = world.catalog.get_or_add(asin, marketplace_called(marketplace).id)
    name = f"{asin}-{len(entry.pictures)}.png"
    content = square() if content_base64 is None else b64decode(content_base64)
    world.catalog.pictures[name] = Picture(content, **how)
    entry.pictures.append(
        {"variant": variant, "name": name, "link": link, "height": side, "width": side}
    )
    return name


def square(side: int = 8) -> bytes:
    """A PNG of one color."""
    row = b"\0" + b"\x33\x66\x99" * side

    def chunk(kind: bytes, data: bytes) -> bytes:
        sealed = kind + data
        return struct.pack(">I", len(data)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(row * side))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


ACTIONS = (describe_product, add_family, add_picture)
