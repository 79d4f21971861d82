"""One call to the API: quota, token, request, answer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import requests

from .answers import error_text, json_object, read_answer, request_id, retry_after
from .credentials import Credentials
from .endpoints import API_URLS, TOKEN_URL, check_url
from .errors import ExpiredReference, Rejected, Throttled, Unauthorized, Unavailable
from .library import strict
from .rates import MemoryRateLimiter, RateLimiter
from .tokens import TOKENS, AccessToken
from .transport import DEFAULT_TIMEOUT, LibraryTransport

_UNKNOWN_REFERENCE = (
    requests.codes.bad_request,
    requests.codes.not_found,
    requests.codes.gone,
)
RATE_HEADER = "x-amzn-RateLimit-Limit"
# Calls a second: one in three hours. Amazon tells no lower rate, and nobody could wait for it.
LEAST_RATE = 0.0001


class Caller:
    """What all operations share. See :class:`.client.Client`."""

    def __init__(
        self,
        credentials: Credentials,
        region: str,
        *,
        selling_partner_id: str = "",
        api_url: str = "",
        token_url: str = "",
        rate_limiter: RateLimiter | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        self._credentials = credentials
        self._api_url = (api_url or API_URLS[region]).rstrip("/")
        self._token_url = token_url or TOKEN_URL
        for url in (self._api_url, self._token_url):
            check_url(url)
        self._selling_partner_id = selling_partner_id
        self._rate_limiter = rate_limiter or MemoryRateLimiter()
        self._timeout = timeout
        self.calls: Counter[str] = Counter()

    def _call(
        self, operation: str, api: Any, method: str, *args: Any, **params: Any
    ) -> Mapping[str, Any]:
        """Carry out an operation with a method of the library.

        :param operation: Amazon's name of it, e.g. ``searchOrders``
        :param api: class of the library, with an explicit version
        :param method: its method, which gets ``args`` and those ``params`` that say something
        :return: the JSON of the answer
        :raises SpApiError: in one of its kinds
        """
        said = as_parameters(params)
        token = TOKENS.get(self._credentials, self._token_url)
        try:
            return self._call_once(token, operation, api, method, *args, **said)
        except Unauthorized as error:
            # Amazon may word an expired token like a missing role, so an older one gets a
            # second try; a fresh one would only cost a call.
            if error.reason != "expired_token" and TOKENS.is_fresh(token):
                raise
        TOKENS.forget(self._credentials, self._token_url, token)
        token = TOKENS.get(self._credentials, self._token_url)
        try:
            return self._call_once(token, operation, api, method, *args, **said)
        except Unauthorized as error:
            # Amazon has just given this token: that it is too old is a fault of Amazon's, which
            # passes, and no reason to call for a person.
            if "expired" in error.message.lower():
                raise Unavailable(error.message, **error.facts) from error
            raise

    def _call_once(
        self, token: AccessToken, operation: str, api: Any, method: str, *args: Any, **params: Any
    ) -> Mapping[str, Any]:
        self._rate_limiter.take(operation)
        self.calls[operation] += 1

        def read(response: requests.Response) -> Mapping[str, Any]:
            self._heed_quota(operation, response)
            return read_answer(operation, response)

        transport = LibraryTransport(operation, self._timeout)
        library = strict(api)(self._api_url, token.value, transport, read)
        answer: Mapping[str, Any] = getattr(library, method)(*args, **params)
        return answer

    def _heed_quota(self, operation: str, response: requests.Response) -> None:
        """Take over the rate that Amazon tells.

        :raises Throttled: when Amazon says that the quota is used up
        """
        try:
            rate = float(response.headers.get(RATE_HEADER, ""))
        except ValueError:
            rate = 0.0
        if LEAST_RATE < rate < float("inf"):
            self._rate_limiter.learn(operation, rate)
        if response.status_code == requests.codes.too_many_requests:
            code, message = error_text(json_object(response))
            refilled_at = self._rate_limiter.exhausted(operation)
            raise Throttled(
                message or "Amazon asks to wait.",
                # A proxy before Amazon may say how long; Amazon itself seldom does.
                retry_at=max(refilled_at, retry_after(response) or refilled_at),
                operation=operation,
                status=response.status_code,
                code=code,
                request_id=request_id(response),
            )


@contextmanager
def honored(reference: str | None) -> Iterator[None]:
    """Tell a refused reference from other refusals: asking with it again changes nothing.

    :param reference: id or page token, which is all that the call could be refused for; empty
        when the call names none
    :raises ExpiredReference: when Amazon does not know it (any more)
    """
    try:
        yield
    except Rejected as error:
        if reference and error.status in _UNKNOWN_REFERENCE:
            raise ExpiredReference(error.message, **error.facts) from error
        raise


def as_parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Write values as Amazon reads them: times in UTC, and nothing that says nothing.

    Tuples, which go into the query, become comma-separated; lists and mappings, which go into a
    JSON body, stay as they are.
    """
    return {
        key: _as_text(value) for key, value in values.items() if value is not None and value != ()
    }


def utc_text(moment: datetime) -> str:
    """:return: the moment as Amazon writes it, e.g. ``2026-01-31T09:30:00.000Z``

    :raises ValueError: when it names no time zone
    """
    if moment.tzinfo is None:
        raise ValueError("A time for Amazon needs a time zone.")
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, tuple):
        return ",".join(value)
    return value
