"""All HTTP of this package: one session of ``requests`` for the whole process."""

import logging
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests

from .errors import Unavailable
from .redact import RedactingFilter

USER_AGENT = "amazon_connector (Language=Python)"
CONNECT_TIMEOUT = 10.0
DEFAULT_TIMEOUT = 60.0

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
    :param timeout: seconds to wait for each piece of the answer
    :raises Unavailable: when no answer came
    """
    try:
        return _session.request(
            method,
            url,
            params=params,
            data=data,
            headers=headers,
            stream=stream,
            proxies=_proxies(url),
            timeout=(min(CONNECT_TIMEOUT, timeout), timeout),
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise no_answer(error, operation) from error


def _proxies(url: str) -> dict[str, Any]:
    """The machine's proxies are for Amazon; what is not encrypted stays on the machine."""
    return {} if url.startswith("https:") else {"http": None, "all": None}


def no_answer(error: requests.RequestException, operation: str) -> Unavailable:
    """:return: what to raise about trouble of the network, in words of ours"""
    if isinstance(error, requests.Timeout):
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
