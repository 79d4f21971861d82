"""Rows of tab-separated reports by heading, whatever the case and the order of the columns."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ..errors import UnreadablePayload
from ..listings.table import whole_lines
from ..payload import Node

Row = Mapping[str, str]
# The same columns under other headings.
_ALIASES = {"merchant sku": "sku"}


def read_rows(lines: Iterable[str], needed: tuple[str, ...]) -> Iterator[Row]:
    """Give the rows of a report by heading, in small letters with blanks.

    :param lines: without line ends
    :param needed: headings without which it is another report; ``sku`` is one of them
    :raises UnreadablePayload: one of them is not there
    """
    lines = iter(lines)
    headings = [_heading(text) for text in next(lines, "").split("\t")]
    if missing := [name for name in needed if name not in headings]:
        raise UnreadablePayload("headings", f"lack {', '.join(missing)}")
    key = headings.index("sku")
    for line in whole_lines(islice(lines, None), len(headings), key, 2):
        values = [value.strip() for value in line.values]
        yield dict(zip(headings, values, strict=False))


def pieces(node: Node, key: str) -> int:
    """A number of units.

    :raises UnreadablePayload: with the column
    """
    text = node.required_text(key)
    if not text.isascii() or not text.isdecimal() or not int(text[:9]) < 10**6:
        raise node.fail(key, "is not a number of pieces")
    return int(text)


def _heading(text: str) -> str:
    plain = text.strip().strip('"').replace("-", " ").replace("_", " ")
    name = " ".join(plain.split()).lower()
    return _ALIASES.get(name, name)
