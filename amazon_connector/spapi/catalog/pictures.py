"""Which of a product's pictures is taken."""

from ..payload import Node

MAIN = "MAIN"
# Odoo keeps no more pixels a side.
_ENOUGH = 1920


def best_picture(item: Node) -> str:
    """:return: address of the main picture that is large enough and no larger; "" without one"""
    pictures = [
        picture
        for group in item.nodes("images")
        for picture in group.nodes("images")
        if picture.text("link")
    ]
    main = [picture for picture in pictures if picture.text("variant") == MAIN] or pictures
    small = [picture for picture in main if _side(picture) <= _ENOUGH]
    if small:
        return max(small, key=_side).text("link")
    return min(main, key=_side).text("link") if main else ""


def _side(picture: Node) -> int:
    """The longer side in pixels, which Amazon states; 0 where it does not."""
    return max(picture.integer("width"), picture.integer("height"))
