"""Unpacks gzip as it is read, whether Amazon announced it or not, and within bounds."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from .errors import UnreadableDocument

# The largest reports of Amazon's biggest sellers have a few hundred.
LARGEST_DOCUMENT = 2**30
# Tables pack to a tenth or, where every row is alike, a hundredth. A bomb packs to a thousandth.
_MOST_PER_BYTE = 300
_ALWAYS_ALLOWED = 32 * 2**20
_GZIP = b"\x1f\x8b"
_PIECE = 2**16
_MOST_AT_ONCE = 2**20


def unpacked(source: BinaryIO) -> Iterator[bytes]:
    """Give the content of a file in pieces, unpacked where its first bytes say gzip.

    All members of a gzip file are read. A file that was packed twice is unpacked twice.

    :raises UnreadableDocument: when it is damaged, cut short or beyond the bounds
    """
    source.seek(0)
    pieces: Iterator[bytes] = iter(lambda: source.read(_PIECE), b"")
    for _layer in range(2):
        first = next(pieces, b"")
        pieces = _chained(first, pieces)
        if not first.startswith(_GZIP):
            break
        pieces = _inflated(pieces)
    return pieces


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = None
    read = written = 0
    for piece in pieces:
        read += len(piece)
        while piece:
            if inflater is None:
                # Between members, and after the last, gzip allows padding.
                piece = piece.lstrip(b"\0")
                if not piece:
                    break
                inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            try:
                output = inflater.decompress(piece, _MOST_AT_ONCE)
            except zlib.error as error:
                raise _unreadable("is damaged") from error
            written += len(output)
            _check_bounds(read, written)
            if output:
                yield output
            piece = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            inflater = None if inflater.eof else inflater
    if inflater is not None:
        raise _unreadable("is cut short")


def _check_bounds(read: int, written: int) -> None:
    if written > LARGEST_DOCUMENT:
        raise _unreadable(f"is larger than {LARGEST_DOCUMENT // 2**20} MB")
    if written > _ALWAYS_ALLOWED and written > _MOST_PER_BYTE * read:
        raise _unreadable("unpacks to more than any table does")


def _unreadable(problem: str) -> UnreadableDocument:
    return UnreadableDocument("document", f"{problem}; ask Amazon for a new one")
