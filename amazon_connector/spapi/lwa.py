"""Login with Amazon: the endpoint that hands out tokens (OAuth 2)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from .answers import json_object, retry_after, unexpected_answer
from .errors import Reason, Rejected, SpApiError, Throttled, Unauthorized, Unavailable
from .transport import send

OPERATION = "token"
_TIMEOUT = 30.0
# Amazon publishes no rate for this endpoint.
_PAUSE_AFTER_429 = timedelta(minutes=1)
_REASONS: dict[str, Reason] = {
    "invalid_client": "wrong_client",
    "unauthorized_client": "wrong_client",
    "invalid_grant": "expired_token",
    "access_denied": "denied",
}


def request_tokens(token_url: str, form: Mapping[str, str]) -> Mapping[str, Any]:
    """Ask for tokens.

    :param form: ``grant_type`` and what it needs
    :return: ``access_token``, ``expires_in`` in seconds, ``refresh_token``
    :raises Unauthorized: wrong client or secret, expired or withdrawn consent
    :raises Throttled, Unavailable, Rejected: as for any call
    """
    response = send("POST", token_url, operation=OPERATION, timeout=_TIMEOUT, data=form)
    payload = json_object(response)
    if payload is None:
        raise unexpected_answer(OPERATION, response)
    if not response.ok or "error" in payload:
        raise _refusal(response, payload)
    return payload


def _refusal(response: requests.Response, payload: Mapping[str, Any]) -> SpApiError:
    code = str(payload.get("error") or "")
    words = payload.get("error_description") or payload.get("message")
    message = str(words or f"Amazon answered {response.status_code}.")
    facts: dict[str, Any] = {"operation": OPERATION, "status": response.status_code, "code": code}
    if response.status_code == requests.codes.too_many_requests:
        retry_at = retry_after(response) or datetime.now(UTC) + _PAUSE_AFTER_429
        return Throttled(message, retry_at=retry_at, **facts)
    if response.status_code >= 500:
        return Unavailable(message, retry_at=retry_after(response), **facts)
    if code in _REASONS:
        return Unauthorized(message, reason=_REASONS[code], **facts)
    if response.status_code in (requests.codes.unauthorized, requests.codes.forbidden):
        return Unauthorized(message, reason="denied", **facts)
    return Rejected(message, **facts)
