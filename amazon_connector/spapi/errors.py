"""Errors as decisions: each class is one thing that the caller does next."""

import re
from datetime import datetime
from typing import Literal, TypedDict, Unpack

from .redact import redact

Reason = Literal[
    "wrong_client",
    "expired_token",
    "used_code",
    "missing_role",
    "wrong_region",
    "wrong_seller",
    "no_seller",
    "no_buyers",
    "denied",
]
_LAST_PERIODS = re.compile(r"(?<!\.)\.\.$")


class Facts(TypedDict, total=False):
    """What is known of a failed call, see :class:`SpApiError`."""

    operation: str
    status: int | None
    code: str
    request_id: str


class SpApiError(Exception):
    """A call that Amazon did not carry out.

    :ivar operation: name of the API operation, e.g. ``searchOrders``
    :ivar status: HTTP status; None when no answer came
    :ivar code: Amazon's error code, e.g. ``InvalidInput``
    :ivar message: Amazon's words, without secrets and e-mail addresses
    :ivar request_id: what Amazon's support asks for
    """

    def __init__(self, message: str = "", **facts: Unpack[Facts]) -> None:
        self.message = _LAST_PERIODS.sub(".", redact(message).strip())
        self.operation = facts.get("operation", "")
        self.status = facts.get("status")
        self.code = redact(facts.get("code", ""))
        self.request_id = facts.get("request_id", "")
        super().__init__(self.message)

    def __str__(self) -> str:
        details = self._details()
        return f"{self.message} ({details})" if details else self.message

    @property
    def sentence(self) -> str:
        """The same as one sentence with one period, to stand among others."""
        details = self._details()
        words = self.message.rstrip(". ")
        return f"{words} ({details})." if details else f"{words}."

    @property
    def facts(self) -> Facts:
        """What is known of the call, to be told by another error."""
        return {
            "operation": self.operation,
            "status": self.status,
            "code": self.code,
            "request_id": self.request_id,
        }

    def _details(self) -> str:
        request = f"request {self.request_id}" if self.request_id else ""
        return ", ".join(filter(None, (self.code, request)))


class Unauthorized(SpApiError):
    """The account needs a person; asking again changes nothing.

    :ivar reason: ``wrong_client`` client id or secret, ``expired_token`` the seller's consent
        ended, ``used_code`` the code of a consent was used or is too old, ``missing_role`` the
        application may not do this, ``wrong_region`` the seller has no account behind this
        endpoint, ``wrong_seller`` the merchant token is another seller's, ``no_seller`` there is
        none, ``no_buyers`` no names and addresses of buyers are given, ``denied`` any other refusal
    """

    def __init__(
        self, message: str = "", *, reason: Reason = "denied", **facts: Unpack[Facts]
    ) -> None:
        super().__init__(message, **facts)
        self.reason: Reason = reason


class Throttled(SpApiError):
    """The quota is used up, here or at Amazon.

    :ivar retry_at: when the next call is worth trying (UTC)
    """

    def __init__(self, message: str = "", *, retry_at: datetime, **facts: Unpack[Facts]) -> None:
        super().__init__(message, **facts)
        self.retry_at = retry_at


class Unavailable(SpApiError):
    """Network or server trouble: the same call may succeed later.

    :ivar retry_at: when to try again (UTC), if anyone said so
    """

    def __init__(
        self, message: str = "", *, retry_at: datetime | None = None, **facts: Unpack[Facts]
    ) -> None:
        super().__init__(message, **facts)
        self.retry_at = retry_at


class Rejected(SpApiError):
    """Amazon refuses this document or question as it stands."""


class NotFound(Rejected):
    """Amazon knows no such thing."""


class ExpiredReference(NotFound):
    """A page token or the id of a report, feed or document that Amazon does not honour (any more).

    Asking again changes nothing: drop the reference, and ask anew for what it stood for.
    """


class UnreadablePayload(ValueError):
    """A payload that a parser could not read; says where and what, never a buyer's data.

    :ivar path: place in the payload, e.g. ``orderItems[0].quantityOrdered``
    """

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path or 'payload'}: {problem}")

    @property
    def sentence(self) -> str:
        """The same as one sentence, as of :class:`SpApiError`."""
        return f"{self}."


class UnreadableDocument(UnreadablePayload):
    """A file of Amazon's that is damaged, cut short, or larger than anything Amazon sends.

    Fetching the same file again changes nothing: ask Amazon for a new one.
    """
