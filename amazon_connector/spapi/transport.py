"""All HTTP of this package: one session of ``requests`` for the whole process."""

import logging
import time
from collections.abc import Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from .errors import Unavailable, UnreadablePayload
from .redact import RedactingFilter

# In the form that Amazon asks for: name and version of the application, and its language.
USER_AGENT = "amazon_connector/19.0 (Language=Python)"
CONNECT_TIMEOUT = 10.0
DEFAULT_TIMEOUT = 60.0
# A page of 100 orders has one or two.
LARGEST_ANSWER = 64 * 2**20
_PIECE = 2**16

# At lower levels they write tokens, buyers' data and presigned addresses to the log.
_TALKATIVE_LOGGERS = (
    "httpx",
    "httpcore",
    "sp_api",
    "sp_api.base.client",
    "urllib3",
    "urllib3.connectionpool",
    "urllib3.util.retry",
)


def _quieten() -> None:
    for name in _TALKATIVE_LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.addFilter(RedactingFilter())


def _new_session() -> requests.Session:
    session = requests.Session()
    # Without an own rule, requests adds passwords of ~/.netrc to every call.
    session.auth = lambda request: request
    # One session serves many sellers: nothing may be carried from call to call.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = USER_AGENT
    return session


_quieten()
_session = _new_session()


def send(
    method: str,
    url: str,
    *,
    operation: str,
    timeout: float = DEFAULT_TIMEOUT,
    params: Mapping[str, Any] | None = None,
    data: bytes | str | Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    stream: bool = False,
) -> requests.Response:
    """Make one HTTP call; whatever status comes is the caller's to judge.

    No redirect is followed: it would carry the access token to another host.

    :param operation: name for the error
    :param timeout: seconds to wait for each piece of the answer; the whole of it may take twice
        as long
    :param stream: leave the body to the caller, to be read with :func:`pieces`
    :raises Unavailable: when no answer came
    :raises UnreadablePayload: when it is larger than anything that Amazon answers
    """
    try:
        response = _session.request(
            method,
            url,
            params=params,
            data=data,
            headers=headers,
            stream=True,
            proxies=_proxies(url),
            timeout=(min(CONNECT_TIMEOUT, timeout), timeout),
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise no_answer(error, operation) from error
    if not stream:
        _read_whole(response, operation, 2 * timeout)
    return response


def pieces(
    response: requests.Response, operation: str, seconds: float, *, decode: bool
) -> Iterator[bytes]:
    """Give the body as it comes, so that a slow or endless one can be left.

    :param seconds: how long the whole body may take
    :param decode: undo the header Content-Encoding
    :raises Unavailable: when the time is over, or the connection breaks
    """
    end = time.monotonic() + seconds
    # Where it exists, this waits for the next packet and not until a piece is full.
    read = getattr(response.raw, "read1", response.raw.read)
    try:
        while piece := read(_PIECE, decode_content=decode):
            yield piece
            if time.monotonic() > end:
                raise Unavailable("Amazon did not answer in time.", operation=operation)
    except (HTTPError, OSError) as error:
        raise no_answer(error, operation) from error


def _read_whole(response: requests.Response, operation: str, seconds: float) -> None:
    body = bytearray()
    with response:
        for piece in pieces(response, operation, seconds, decode=True):
            body += piece
            if len(body) > LARGEST_ANSWER:
                size = LARGEST_ANSWER // 2**20
                raise UnreadablePayload(operation, f"Amazon's answer is larger than {size} MB")
    # From here on the answer is one that requests has read by itself.
    response._content = bytes(body)
    response._content_consumed = True  # type: ignore[attr-defined]


def _proxies(url: str) -> dict[str, Any]:
    """The machine's proxies are for Amazon; what is not encrypted stays on the machine."""
    return {} if url.startswith("https:") else {"http": None, "all": None}


def no_answer(error: Exception, operation: str) -> Unavailable:
    """:return: what to raise about trouble of the network, in words of ours"""
    if isinstance(error, requests.Timeout | ReadTimeoutError):
        return Unavailable("Amazon did not answer in time.", operation=operation)
    return Unavailable(
        f"The connection to Amazon broke ({type(error).__name__}).", operation=operation
    )


class LibraryTransport:
    """Brings :func:`send` into the shape that python-amazon-sp-api expects of a transport."""

    def __init__(self, operation: str, timeout: float) -> None:
        self._operation = operation
        self._timeout = timeout

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        content: str | None = None,
        headers: Mapping[str, str] | None = None,
        **_unused: Any,
    ) -> requests.Response:
        """:raises Unavailable: see :func:`send`"""
        return send(
            method,
            url,
            operation=self._operation,
            timeout=self._timeout,
            params=params,
            data=content.encode() if content else None,
            headers=headers,
        )

    def close(self) -> None:
        """The session belongs to the process and stays open."""
