"""Rows of a tab-separated report whose fields may hold line breaks, which Amazon does not mask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

# No description is longer; a file that is no table at all must not end up in one row.
_MOST_LINES = 200
_LONGEST_ROW = 2**20


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the number of its first line in the file, and its values.

    ``is_part`` when it belongs to a row that could not be put together.
    """

    number: int
    values: list[str]
    is_part: bool = False


def is_quoted(heading: str) -> bool:
    """Whether somebody's program has put each cell of the report in quotes."""
    return all(name.strip().startswith('"') for name in heading.split("\t"))


def unquoted(value: str) -> str:
    """:return: the value of a cell without the quotes around it"""
    has_quotes = len(value) > 1 and value[0] == value[-1] == '"'
    return value[1:-1].replace('""', '"').strip() if has_quotes else value


def whole_lines(lines: Iterable[str], width: int, key: int, first: int) -> Iterator[Line]:
    """Join lines that together have as many values as the table has columns.

    Lines are joined where they fit exactly, and never within the column of the key: a SKU that is
    put together wrongly would be another listing's.

    :param width: number of columns
    :param key: position of the column of the SKU
    :param first: number of the first line
    """
    usual = width
    pending: list[Line] = []
    for number, text in enumerate(lines, first):
        values = text.rstrip("\r").split("\t")
        while len(values) > width and not values[-1].strip():
            values.pop()
        line = Line(number, values)
        if pending:
            joined = _join(pending, line)
            if _fits(pending, joined, line, width, key):
                pending.append(line)
                if len(joined.values) == width:
                    yield joined
                    pending = []
                continue
            yield from _apart(pending)
            if len(pending[0].values) == len(values):
                usual = len(values)
            pending = []
        # A line of a few tabs alone may be the beginning of a row.
        if not text.strip() and len(values) in (1, width):
            continue
        if len(values) < min(width, usual):
            pending = [line]
            continue
        usual = len(values)
        yield line
    yield from _apart(pending)


def _join(pending: list[Line], line: Line) -> Line:
    values: list[str] = []
    for part in (*pending, line):
        if values:
            values[-1] = f"{values[-1]} {part.values[0]}".strip()
            values.extend(part.values[1:])
        else:
            values = list(part.values)
    return Line(pending[0].number, values)


def _fits(pending: list[Line], joined: Line, line: Line, width: int, key: int) -> bool:
    break_at = len(joined.values) - len(line.values)
    return (
        len(joined.values) <= width
        and break_at != key
        and len(pending) < _MOST_LINES
        and sum(map(len, joined.values)) < _LONGEST_ROW
    )


def _apart(pending: list[Line]) -> Iterator[Line]:
    """Lines that did not become a row: one alone may be a short row, several are none."""
    for line in pending:
        if any(value.strip() for value in line.values):
            yield replace(line, is_part=len(pending) > 1)
