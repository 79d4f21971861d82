"""Errors as decisions: each class is one thing that the caller does next."""

from datetime import datetime
from typing import Literal

from .redact import redact

Reason = Literal["wrong_client", "expired_token", "missing_role", "wrong_region", "denied"]


class SpApiError(Exception):
    """A call that Amazon did not carry out.

    :ivar operation: name of the API operation, e.g. ``searchOrders``
    :ivar status: HTTP status; None when no answer came
    :ivar code: Amazon's error code, e.g. ``InvalidInput``
    :ivar message: Amazon's words, without secrets and e-mail addresses
    :ivar request_id: what Amazon's support asks for
    """

    def __init__(
        self,
        message: str = "",
        *,
        operation: str = "",
        status: int | None = None,
        code: str = "",
        request_id: str = "",
    ) -> None:
        self.message = redact(message)
        self.operation = operation
        self.status = status
        self.code = redact(code)
        self.request_id = request_id
        super().__init__(self.message)

    def __str__(self) -> str:
        request = f"request {self.request_id}" if self.request_id else ""
        details = ", ".join(filter(None, (self.code, request)))
        return f"{self.message} ({details})" if details else self.message


class Unauthorized(SpApiError):
    """The account needs a person; asking again changes nothing.

    :ivar reason: ``wrong_client`` client id or secret, ``expired_token`` the seller's consent
        ended, ``missing_role`` the application may not do this, ``wrong_region`` the seller
        has no account behind this endpoint, ``denied`` any other refusal
    """

    def __init__(
        self,
        message: str = "",
        *,
        reason: Reason = "denied",
        operation: str = "",
        status: int | None = None,
        code: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(
            message, operation=operation, status=status, code=code, request_id=request_id
        )
        self.reason: Reason = reason


class Throttled(SpApiError):
    """The quota is used up, here or at Amazon.

    :ivar retry_at: when the next call is worth trying (UTC)
    """

    def __init__(
        self,
        message: str = "",
        *,
        retry_at: datetime,
        operation: str = "",
        status: int | None = None,
        code: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(
            message, operation=operation, status=status, code=code, request_id=request_id
        )
        self.retry_at = retry_at


class Unavailable(SpApiError):
    """Network or server trouble: the same call may succeed later.

    :ivar retry_at: when to try again (UTC), if anyone said so
    """

    def __init__(
        self,
        message: str = "",
        *,
        retry_at: datetime | None = None,
        operation: str = "",
        status: int | None = None,
        code: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(
            message, operation=operation, status=status, code=code, request_id=request_id
        )
        self.retry_at = retry_at


class Rejected(SpApiError):
    """Amazon refuses this document or question as it stands."""


class NotFound(Rejected):
    """Amazon knows no such thing."""


class UnreadablePayload(ValueError):
    """A payload that a parser could not read; says where and what, never a buyer's data.

    :ivar path: place in the payload, e.g. ``orderItems[0].quantityOrdered``
    """

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{path or 'payload'}: {problem}")
