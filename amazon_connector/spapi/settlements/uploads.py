"""Files in other clothes than Amazon's: packed, in wide characters, with line ends of old."""

import codecs

from ..documents import Document
from .layout import TAKE_THIS, UnreadableSettlement

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GLANCE = 200


def plain_document(document: Document) -> Document:
    """Make a file what Amazon would send; mostly it is, and stays the same.

    :raises UnreadableSettlement: a workbook or an archive
    :raises UnreadableDocument: when it is damaged
    """
    head = next(document.pieces(), b"")
    if head.startswith(_ZIP):
        raise UnreadableSettlement(
            "file", f"a workbook or an archive, no text: unpack it, or {TAKE_THIS}"
        )
    encoding = _find_wide(head)
    if not encoding and (b"\n" in head or b"\r" not in head):
        return document
    content = b"".join(document.pieces())
    if encoding:
        content = content.decode(encoding, errors="replace").encode(errors="replace")
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return Document(content)


def _find_wide(head: bytes) -> str | None:
    """:return: the encoding of a text whose characters have several bytes each, if it is one"""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    # Headings are in plain letters: without a mark, every other byte of theirs is empty.
    glance = head[:_GLANCE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if glance[start::2] and not any(glance[start::2]):
            return encoding
    return None
