"""Pictures of products: fetched from Amazon's picture servers, within narrow bounds."""

from typing import NamedTuple
from urllib.parse import urlsplit

from ..endpoints import check_url, is_loopback
from ..errors import Rejected, Unavailable, UnreadableDocument
from ..transport import pieces, send

OPERATION = "downloadPicture"
LARGEST_PICTURE = 10 * 2**20
SECONDS = 10.0
# Amazon's picture servers, and all that stand below these names.
HOSTS = ("media-amazon.com", "ssl-images-amazon.com", "images-amazon.com")
# By their first bytes: what a server says of a type is not believed.
_KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"GIF8": "image/gif"}
_WEBP = (b"RIFF", b"WEBP")


class Picture(NamedTuple):
    """The bytes of a picture and what they are: ``image/jpeg`` and its like."""

    content: bytes
    kind: str


def fetch_picture(url: str, *, may_be_local: bool = False, timeout: float = SECONDS) -> Picture:
    """Fetch a picture; no redirect is followed.

    :param may_be_local: whether Amazon itself is this machine, so that its pictures may be, too
    :param timeout: seconds for the whole of it
    :raises Rejected: the address is none of Amazon's picture servers, or serves no picture
    :raises Unavailable: no answer in time, or a passing refusal
    :raises UnreadableDocument: too large, or not a JPEG, PNG, GIF or WebP
    """
    _check_host(url, may_be_local)
    headers = {"Accept": "image/jpeg, image/png, image/gif, image/webp"}
    response = send("GET", url, operation=OPERATION, timeout=timeout, headers=headers, stream=True)
    content = bytearray()
    with response:
        status = response.status_code
        if status != 200:
            passing = status >= 500 or status == 429
            kind = Unavailable if passing else Rejected
            raise kind(f"The picture server answered {status}.", operation=OPERATION, status=status)
        for piece in pieces(response, OPERATION, timeout, decode=True):
            content += piece
            if len(content) > LARGEST_PICTURE:
                raise UnreadableDocument("picture", f"is over {LARGEST_PICTURE // 2**20} MB")
    return Picture(bytes(content), _kind(bytes(content)))


def _check_host(url: str, may_be_local: bool) -> None:
    try:
        check_url(url)
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError as error:
        raise Rejected("Amazon names no safe address.", operation=OPERATION) from error
    is_amazons = any(host == name or host.endswith(f".{name}") for name in HOSTS)
    is_allowed = may_be_local if is_loopback(host) else is_amazons and url.startswith("https:")
    if not is_allowed:
        raise Rejected("The picture is on none of Amazon's servers.", operation=OPERATION)


def _kind(content: bytes) -> str:
    for start, kind in _KINDS.items():
        if content.startswith(start):
            return kind
    if content[:4] == _WEBP[0] and content[8:12] == _WEBP[1]:
        return "image/webp"
    raise UnreadableDocument("picture", "is no JPEG, PNG, GIF or WebP")
