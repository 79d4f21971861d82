"""Documents of reports and feeds: fetched from and stored at presigned addresses."""

from collections.abc import Iterator
from email.message import Message
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

import requests

from .charsets import decode, find_encoding
from .endpoints import check_document_url
from .errors import NotFound, Rejected, SpApiError, Unavailable, UnreadableDocument
from .payload import clean_text
from .transport import pieces, send
from .unpacking import unpacked

# As it comes over the line, mostly packed.
LARGEST_DOWNLOAD = 256 * 2**20
# What may stand in memory: a text as a whole, or a line of one.
LARGEST_TEXT = 64 * 2**20
# The timeout is for one packet; this many of them a whole document may take.
_TIMEOUTS_PER_DOCUMENT = 5
_IN_MEMORY = 2**20
_PASSING_REFUSALS = (requests.codes.forbidden, requests.codes.too_many_requests)
_BYTE_ORDER_MARK = "\ufeff"


class Document:
    """A downloaded file: packed or not, in whatever encoding.

    It may be read again, but not by two at a time. NUL is read as U+FFFD, like a byte that makes
    no sense.

    :param content: as it came over the line
    :param charset: what its Content-Type claims
    """

    def __init__(self, content: bytes | BinaryIO, charset: str | None = None) -> None:
        self._source = BytesIO(content) if isinstance(content, bytes) else content
        self._charset = charset
        self._encoding: str | None = None

    def text(self) -> str:
        """Give the whole file as text.

        :raises UnreadableDocument: when it is damaged, or too large to stand in memory
        """
        content = bytearray()
        for piece in unpacked(self._source):
            content += piece
            if len(content) > LARGEST_TEXT:
                raise _unreadable(f"is larger than {LARGEST_TEXT // 2**20} MB")
        text = clean_text(decode(bytes(content), self._get_encoding()))
        return text.removeprefix(_BYTE_ORDER_MARK)

    def lines(self) -> Iterator[str]:
        """Give the file line by line, without line ends; little of it stands in memory.

        In a file without any line feed, lines end with a carriage return.

        :raises UnreadableDocument: when it is damaged, which may show at its end alone
        """
        encoding = self._get_encoding()
        start = True
        for block in self._blocks():
            text = clean_text(decode(block, encoding))
            lines = text.split("\r" if start and "\n" not in text else "\n")
            if start:
                lines[0] = lines[0].removeprefix(_BYTE_ORDER_MARK)
                start = False
            # A block ends with its last line break, but for the last one of the file.
            last = lines.pop()
            for line in lines:
                yield line.removesuffix("\r")
            if last:
                yield last.removesuffix("\r")

    def pieces(self) -> Iterator[bytes]:
        """Give the content as it is, unpacked, in pieces.

        :raises UnreadableDocument: when it is damaged, which may show at its end alone
        """
        return unpacked(self._source)

    def _get_encoding(self) -> str:
        if self._encoding is None:
            self._encoding = find_encoding(self._blocks, self._charset)
        return self._encoding

    def _blocks(self) -> Iterator[bytes]:
        """The content in blocks of whole lines: no encoding of Amazon's has a line break within
        a character.
        """
        rest = bytearray()
        for piece in unpacked(self._source):
            end = piece.rfind(b"\n") + 1
            if end:
                yield bytes(rest) + piece[:end]
                rest = bytearray(piece[end:])
            else:
                rest += piece
            if len(rest) > LARGEST_TEXT:
                raise _unreadable("holds no lines")
        if rest:
            yield bytes(rest)


def download(url: str, operation: str, *, api_url: str, timeout: float) -> Document:
    """Fetch a document.

    :param url: presigned, valid for five minutes
    :param api_url: where the API answers that named ``url``
    :param timeout: seconds to wait for each piece of it; the whole may take five times as long
    :raises Unavailable: when the transfer breaks or takes too long, or when the address is
        served no longer: the next try gets a new one
    :raises UnreadableDocument: when it is larger than anything that Amazon sends
    :raises Rejected: when the store refuses for another reason
    """
    _check(url, api_url, operation)
    # Else the transfer might be compressed once more, and a cut there goes unnoticed.
    headers = {"Accept-Encoding": "identity"}
    response = send("GET", url, operation=operation, timeout=timeout, headers=headers, stream=True)
    file = cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  (lives on in Document)
    size = 0
    with response:
        _check_status(response, operation)
        # What a header says about packing is not believed: the bytes tell.
        for piece in pieces(response, operation, _TIMEOUTS_PER_DOCUMENT * timeout, decode=False):
            size += len(piece)
            if size > LARGEST_DOWNLOAD:
                raise _unreadable(f"is larger than {LARGEST_DOWNLOAD // 2**20} MB")
            file.write(piece)
    return Document(file, _charset(response))


def upload(
    url: str, content: bytes, content_type: str, operation: str, *, api_url: str, timeout: float
) -> None:
    """Store a document; ``content_type`` must be the one that the address was made for.

    :raises Unavailable, Rejected: see :func:`download`
    """
    _check(url, api_url, operation)
    headers = {"Content-Type": content_type}
    response = send("PUT", url, operation=operation, timeout=timeout, data=content, headers=headers)
    _check_status(response, operation)


def _check(url: str, api_url: str, operation: str) -> None:
    try:
        check_document_url(url, api_url)
    except ValueError as error:
        raise Rejected("Amazon names no safe address.", operation=operation) from error


def _check_status(response: requests.Response, operation: str) -> None:
    """The store answers in XML, in which only its status is of use."""
    status = response.status_code
    if 200 <= status < 300:
        return
    kind: type[SpApiError] = Unavailable
    if status == requests.codes.not_found:
        kind = NotFound
    elif 400 <= status < 500 and status not in _PASSING_REFUSALS:
        kind = Rejected
    raise kind(f"The document store answered {status}.", operation=operation, status=status)


def _charset(response: requests.Response) -> str | None:
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "")
    return header.get_content_charset()


def _unreadable(problem: str) -> UnreadableDocument:
    return UnreadableDocument("document", f"{problem}; ask Amazon for a new one")
