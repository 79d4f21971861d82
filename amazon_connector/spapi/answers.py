"""What an HTTP answer of the API means: its JSON, or an error that is a decision."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from .errors import NotFound, Reason, Rejected, SpApiError, Unauthorized, Unavailable

REQUEST_ID_HEADERS = ("x-amzn-RequestId", "x-amzn-requestid", "x-amz-request-id")


def read_answer(operation: str, response: requests.Response) -> Mapping[str, Any]:
    """Give the JSON object of a successful answer; an empty one where Amazon sends none (204).

    :raises SpApiError: in one of its kinds, on any other status and on any other body
    """
    if response.status_code == requests.codes.no_content:
        return {}
    payload = json_object(response)
    if not response.ok:
        raise _refusal(operation, response, payload)
    if payload is None or not 200 <= response.status_code < 300:
        raise unexpected_answer(operation, response)
    if payload.get("errors"):
        raise _refusal(operation, response, payload)
    return payload


def json_object(response: requests.Response) -> Mapping[str, Any] | None:
    """:return: the body if it is a JSON object, else None"""
    try:
        payload = response.json()
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, Mapping) else None


def unexpected_answer(operation: str, response: requests.Response) -> Unavailable:
    """:return: the error for an answer that is not of the API, but of something before it"""
    return Unavailable(
        f"Amazon answered {response.status_code} {response.reason or ''}".strip() + ".",
        operation=operation,
        status=response.status_code,
        request_id=request_id(response),
        retry_at=retry_after(response),
    )


def request_id(response: requests.Response) -> str:
    """:return: the id of the call at Amazon, empty if the answer has none"""
    found = (response.headers.get(name) for name in REQUEST_ID_HEADERS)
    return next(filter(None, found), "")


def retry_after(response: requests.Response) -> datetime | None:
    """:return: the time that the header Retry-After names in seconds"""
    seconds = response.headers.get("Retry-After", "")
    if not seconds.isdecimal() or len(seconds) > 6:
        return None
    return datetime.now(UTC) + timedelta(seconds=int(seconds))


def error_text(payload: Mapping[str, Any] | None) -> tuple[str, str]:
    """:return: code and message (with its details) of the first error of Amazon's ErrorList"""
    errors = (payload or {}).get("errors")
    first = errors[0] if isinstance(errors, list) and errors else payload
    if not isinstance(first, Mapping):
        return "", ""
    texts = (first.get("message"), first.get("details"))
    return str(first.get("code") or ""), " ".join(str(text) for text in texts if text)


def _refusal(
    operation: str, response: requests.Response, payload: Mapping[str, Any] | None
) -> SpApiError:
    status = response.status_code
    code, words = error_text(payload)
    message = words or f"Amazon answered {status}."
    facts: dict[str, Any] = {
        "operation": operation,
        "status": status,
        "code": code,
        "request_id": request_id(response),
    }
    if status == requests.codes.request_entity_too_large:
        return Rejected(words or "The document is too large.", **facts)
    if payload is None:
        return unexpected_answer(operation, response)
    if status in (requests.codes.unauthorized, requests.codes.forbidden):
        return Unauthorized(message, reason=_reason(code, message), **facts)
    if status == requests.codes.not_found:
        return NotFound(message, **facts)
    if status == requests.codes.request_timeout or status >= 500:
        return Unavailable(message, retry_at=retry_after(response), **facts)
    return Rejected(message, **facts)


def _reason(code: str, message: str) -> Reason:
    """Why Amazon shuts the door; it uses one code for all and tells them apart in words."""
    words = message.lower()
    if "access token" in words:
        return "expired_token"
    if "region" in words:
        return "wrong_region"
    if code == "Unauthorized" or "access to requested resource is denied" in words:
        return "missing_role"
    return "denied"
