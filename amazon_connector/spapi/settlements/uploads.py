"""Files that people drop: the same content as Amazon's, in other clothes."""

import codecs

from .layout import TAKE_THIS, UnreadableSettlement

_ZIP = b"PK\x03\x04"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def plain_content(content: bytes) -> bytes:
    """Make a dropped file what Amazon would send: a spreadsheet saves text as UTF-16.

    :raises UnreadableSettlement: a workbook or an archive
    """
    if content.startswith(_ZIP):
        raise UnreadableSettlement("file", f"a workbook or an archive, no text; {TAKE_THIS}")
    if content.startswith(_UTF_16):
        return content.decode("utf-16", errors="replace").encode()
    return content
