"""What stands twice in a file that was pasted twice, or put together from parts: read once."""

from collections.abc import Iterable, Iterator

from .layout import AS_IT_IS, UnreadableSettlement, is_heading

Line = tuple[int, list[str]]


def read_once(summary: list[str], lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out empty rows, headings and summary rows that come again, and with them rows that
    are all those of before once more. Rows that are alike are as many amounts.

    :param summary: cells of the summary row
    :param lines: tuples (number of the line, cells) below it
    :raises UnreadableSettlement: the rows come again, but not all or others
    """
    rows = ((number, row) for number, row in lines if any(row) and not is_heading(row))
    seen: list[int] = []
    for number, row in rows:
        if row == summary:
            yield from _read_again(number, summary, seen, rows)
            return
        seen.append(hash(tuple(row)))
        yield number, row


def _read_again(
    start: int, summary: list[str], seen: list[int], rows: Iterator[Line]
) -> Iterator[Line]:
    """What follows a second summary row: the rows of before, or the rest of the file."""
    again = 0
    for number, row in rows:
        if row == summary:
            again = again if again < len(seen) else 0
        elif again < len(seen) and hash(tuple(row)) == seen[again]:
            again += 1
        elif again:
            raise _unlike(start)
        else:
            yield number, row
            seen = []
    if 0 < again < len(seen):
        raise _unlike(start)


def _unlike(start: int) -> UnreadableSettlement:
    return UnreadableSettlement(
        f"line {start}", f"the settlement begins again here, with other rows than above; {AS_IT_IS}"
    )
