"""Rows of tab-separated reports by heading, whatever the case and the order of the columns."""

from collections.abc import Iterable, Iterator, Mapping

from ..errors import UnreadablePayload
from ..listings.table import is_quoted, unquoted, whole_lines
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
    number, first = next(((n, line) for n, line in enumerate(lines, 1) if line.strip()), (1, ""))
    headings, quoted = [_heading(text) for text in first.split("\t")], is_quoted(first)
    if missing := [name for name in needed if name not in headings]:
        raise UnreadablePayload("headings", f"lack {', '.join(missing)}")
    key = headings.index("sku")
    for line in whole_lines(lines, len(headings), key, number + 1):
        values = [value.strip() for value in line.values]
        if quoted:
            values = [unquoted(value) for value in values]
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
