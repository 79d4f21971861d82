"""Refusals of the Selling Partner API: a status and Amazon's `ErrorList`."""

from typing import Any


class ApiError(Exception):
    """A refusal to be answered as Amazon answers it.

    `code` and `message` are Amazon's words, `details` may be empty.
    """

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def body(self) -> dict[str, Any]:
        """The answer's JSON, `{"errors": [{code, message, details}]}`."""
        error = {"code": self.code, "message": self.message, "details": self.details}
        return {"errors": [error]}


def invalid_input(message: str) -> ApiError:
    """400: a parameter is missing or cannot be used."""
    return ApiError(400, "InvalidInput", message)


def not_found(message: str) -> ApiError:
    """404: Amazon does not know the thing asked for."""
    return ApiError(404, "NotFound", message)


def wrong_method(message: str) -> ApiError:
    """405: the address is right, the method is not."""
    return ApiError(405, "MethodNotAllowed", message)


def unauthorized(details: str = "") -> ApiError:
    """403: the token, the region or the roles do not open this door."""
    return ApiError(403, "Unauthorized", "Access to requested resource is denied.", details)


def quota_exceeded() -> ApiError:
    """429: the token bucket of the operation is empty."""
    return ApiError(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
