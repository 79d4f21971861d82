"""Files that hold several settlements, one below the other, taken apart."""

from collections.abc import Iterator
from itertools import tee

from ..documents import Document
from .layout import COLUMNS, is_heading, read_table

_REF = COLUMNS.index("settlement-id")
# One that a summary row lacks is for the reader to miss: the row is that of a settlement yet.
_OF_SUMMARY = tuple(
    COLUMNS.index(name)
    for name in ("settlement-start-date", "settlement-end-date", "deposit-date", "total-amount")
)
_OF_ROWS = (COLUMNS.index("transaction-type"), COLUMNS.index("amount"))


def split_document(document: Document) -> dict[str, Document]:
    """Make one file of each settlement; mostly there is one, and the file stays the same.

    A settlement is there where its summary row is; its rows bear its id.

    :return: dict id → file; where there is one alone, its id is not looked at and empty
    :raises UnreadableSettlement: this is no settlement report
    """
    refs = {row[_REF]: None for _line, row in _read(document) if _is_summary(row)}
    if len(refs) < 2:
        return {"": document}
    parts: dict[str, list[str]] = {}
    ref = ""
    heading = next(line for line in document.lines() if line.strip())
    for line, row in _read(document):
        # What bears no id is of the settlement that it stands below.
        ref = row[_REF] or ref
        parts.setdefault(ref, [heading]).append(line)
    if parts.keys() != refs.keys():
        # A row of a third one: the reader says which.
        return {"": document}
    return {ref: Document("\n".join(lines).encode()) for ref, lines in parts.items()}


def _read(document: Document) -> Iterator[tuple[str, list[str]]]:
    """:return: iterator over (line, its cells in the order of ``COLUMNS``) below the headings"""
    lines, told = tee(document.lines())
    arrange, table = read_table(told)
    next(line for line in lines if line.strip())
    for line, cells in zip(lines, table, strict=True):
        if cells and not is_heading(row := arrange(cells)):
            yield line, row


def _is_summary(row: list[str]) -> bool:
    is_summary = row[_REF] and any(row[place] for place in _OF_SUMMARY)
    return bool(is_summary) and not any(row[place] for place in _OF_ROWS)
