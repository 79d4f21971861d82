"""What an HTTP answer of the API means: its JSON, or an error that is a decision."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from .errors import NotFound, Reason, Rejected, SpApiError, Unauthorized, Unavailable
from .payload import storable

# Amazon says it with 400 as well as with 403.
_MISSING_ROLE = re.compile(
    r"(?i)access to requested resource is denied|do(es)? not have (access|permission)"
)
# What stands between Amazon and here may name any time; nobody waits longer for its word.
LONGEST_WAIT = timedelta(hours=1)
REQUEST_ID_HEADERS = ("x-amzn-RequestId", "x-amzn-requestid", "x-amz-request-id")


def read_answer(operation: str, response: requests.Response) -> Mapping[str, Any]:
    """Give the JSON object of a successful answer; an empty one where Amazon sends none.

    That is with 204, and with 202 where it has nothing to say but that it took something on.

    :raises SpApiError: in one of its kinds, on any other status and on any other body
    """
    if response.status_code == requests.codes.no_content:
        return {}
    if response.status_code == requests.codes.accepted and not response.content:
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
    """:return: the body if it is a JSON object, else None; see :func:`.payload.storable`"""
    try:
        # By its bytes: a proxy's text/plain would have the library read it as Latin-1.
        payload = storable(json.loads(response.content))
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, Mapping) else None


def unexpected_answer(operation: str, response: requests.Response) -> Unavailable:
    """:return: the error for an answer that is not of the API, but of something before it"""
    status = f"{response.status_code} {response.reason or ''}".strip()
    return Unavailable(
        f"Amazon's answer cannot be read: it is no valid JSON (status {status}).",
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
    """:return: the time that the header Retry-After names in seconds, at most an hour from now"""
    seconds = response.headers.get("Retry-After", "")
    if not seconds.isdecimal() or len(seconds) > 6:
        return None
    return datetime.now(UTC) + min(timedelta(seconds=int(seconds)), LONGEST_WAIT)


def error_text(payload: Mapping[str, Any] | None) -> tuple[str, str]:
    """:return: code and message (with its details) of the first error of Amazon's ErrorList"""
    errors = (payload or {}).get("errors")
    first = errors[0] if isinstance(errors, list) and errors else payload
    if not isinstance(first, Mapping):
        return "", ""
    message, details = (str(first.get(key) or "").strip() for key in ("message", "details"))
    # Amazon likes to say the same in both.
    words = message if details in message else f"{message} {details}".strip()
    return str(first.get("code") or ""), words


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
    if status == requests.codes.bad_request and _MISSING_ROLE.search(message):
        return Unauthorized(message, reason="missing_role", **facts)
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
    if code == "Unauthorized" or _MISSING_ROLE.search(words):
        return "missing_role"
    return "denied"
