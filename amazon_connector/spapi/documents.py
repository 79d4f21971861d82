"""Documents of reports and feeds: fetched from and stored at presigned addresses, as bytes."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

import requests

from .endpoints import check_url
from .errors import NotFound, Rejected, SpApiError, Unavailable
from .transport import no_answer, send

_CHUNK = 1 << 16
# An address that is too old answers 403.
_PASSING_REFUSALS = (requests.codes.forbidden, requests.codes.too_many_requests)
# As browsers do: what is called Latin-1 is the Windows code page in truth.
_ALIASES = {"iso-8859-1": "cp1252", "windows-31j": "cp932", "shift_jis": "cp932"}
# Hiragana and katakana in Shift-JIS; Western texts hold such pairs of bytes nowhere.
_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")


@dataclass(frozen=True, slots=True)
class Document:
    """A downloaded file, decompressed; ``charset`` is what its Content-Type claims."""

    content: bytes
    charset: str | None

    def text(self) -> str:
        """Decode the file: as UTF-8, else as Japanese, as it claims, as Western European.

        Amazon's claims are sometimes wrong. UTF-8 comes first because no other text passes
        for it by chance; the last resort reads any bytes.
        """
        for encoding in self._candidates():
            try:
                return self.content.decode(encoding)
            except (ValueError, LookupError):
                continue
        return self.content.decode("cp1252", errors="replace")

    def _candidates(self) -> Iterator[str]:
        yield "utf-8-sig"
        if _KANA.search(self.content):
            yield "cp932"
        claimed = (self.charset or "cp1252").lower()
        yield _ALIASES.get(claimed, claimed)


def download(url: str, operation: str, *, compressed: bool, timeout: float) -> Document:
    """Fetch a document.

    :param url: presigned, valid for five minutes
    :param compressed: whether Amazon compressed it (``compressionAlgorithm`` GZIP)
    :raises Unavailable: when the transfer breaks, or what came is cut short
    :raises Unavailable: also when the address is served no longer: the next try gets a new one
    :raises Rejected: when the store refuses for another reason
    """
    _check(url, operation)
    # Else the transfer might be compressed once more, and a cut there goes unnoticed.
    headers = {"Accept-Encoding": "identity"}
    response = send("GET", url, operation=operation, timeout=timeout, headers=headers, stream=True)
    with response:
        _check_status(response, operation)
        content = _body(response, operation)
    if compressed:
        content = _decompress(content, operation)
    return Document(content, _charset(response))


def upload(url: str, content: bytes, content_type: str, operation: str, timeout: float) -> None:
    """Store a document; ``content_type`` must be the one that the address was made for.

    :raises Unavailable, Rejected: see :func:`download`
    """
    _check(url, operation)
    headers = {"Content-Type": content_type}
    response = send("PUT", url, operation=operation, timeout=timeout, data=content, headers=headers)
    _check_status(response, operation)


def _check(url: str, operation: str) -> None:
    try:
        check_url(url)
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


def _body(response: requests.Response, operation: str) -> bytes:
    try:
        return b"".join(response.iter_content(_CHUNK))
    except requests.RequestException as error:
        raise no_answer(error, operation) from error


def _decompress(content: bytes, operation: str) -> bytes:
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        inflated = inflater.decompress(content) + inflater.flush()
    except zlib.error as error:
        raise Unavailable("The document is damaged.", operation=operation) from error
    if not inflater.eof:
        raise Unavailable("The document is cut short.", operation=operation)
    return inflated


def _charset(response: requests.Response) -> str | None:
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "")
    return header.get_content_charset()
