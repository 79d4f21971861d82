"""Login with Amazon: the token endpoint."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.responses import Response

from ..state.sellers import ACCESS_TOKEN_LIFE
from ..world import World
from .operation import json_answer


class TokenError(Exception):
    """A refusal in the words of OAuth 2: `error` and `error_description`."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.error = error
        self.description = description


def issue_token(world: World, body: bytes, content_type: str) -> Response:
    """Exchange a refresh token or an authorisation code for an access token of 3,600 seconds."""
    try:
        answer = _exchange(world, _fields(body, content_type))
    except TokenError as error:
        refusal = {"error": error.error, "error_description": error.description}
        return json_answer(refusal, error.status)
    return json_answer(answer)


def _fields(body: bytes, content_type: str) -> dict[str, str]:
    """The request's fields, sent as a form or as JSON; TokenError."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "application/json":
            pairs = list(json.loads(body).items())
        elif kind == "application/x-www-form-urlencoded":
            pairs = parse_qsl(body.decode(), strict_parsing=bool(body))
        else:
            raise _invalid_request("The content type is not supported.")
    except (AttributeError, RecursionError, ValueError) as error:
        raise _invalid_request("The request body is not valid.") from error
    fields = dict(pairs)
    if len(fields) < len(pairs) or not all(isinstance(value, str) for value in fields.values()):
        raise _invalid_request("The request has a repeated or an invalid parameter.")
    return fields


# The kinds of grant, with the parameter that holds each.
_GRANTS = {"refresh_token": "refresh_token", "authorization_code": "code"}


def _exchange(world: World, fields: dict[str, str]) -> dict[str, Any]:
    kind = _given(fields, "grant_type")
    if kind not in _GRANTS:
        raise TokenError(
            400, "unsupported_grant_type", "The authorization grant type is not supported."
        )
    grant = _given(fields, _GRANTS[kind])
    client_id = _checked_client_id(world, fields)
    if kind == "refresh_token":
        refresh_token = grant
        seller = world.sellers.owner(refresh_token, client_id)
    else:
        seller = world.sellers.redeem_code(grant)
        refresh_token = world.sellers.issue_refresh_token(seller, client_id) if seller else ""
    if seller is None:
        raise _invalid_grant(_GRANTS[kind])
    return {
        "access_token": world.sellers.issue_access_token(seller),
        "refresh_token": refresh_token,
        "token_type": "bearer",
        "expires_in": int(ACCESS_TOKEN_LIFE.total_seconds()),
    }


def _given(fields: dict[str, str], name: str) -> str:
    """A parameter that must be there; TokenError."""
    if not fields.get(name):
        raise _invalid_request(f"The request is missing a required parameter : {name}")
    return fields[name]


def _checked_client_id(world: World, fields: dict[str, str]) -> str:
    """The client id, if the secret is the one that goes with it."""
    client_id, secret = _given(fields, "client_id"), _given(fields, "client_secret")
    for seller in world.sellers.by_id.values():
        if (seller.client_id, seller.client_secret) == (client_id, secret):
            return client_id
    raise TokenError(401, "invalid_client", "Client authentication failed")


def _invalid_request(description: str) -> TokenError:
    return TokenError(400, "invalid_request", description)


def _invalid_grant(parameter: str) -> TokenError:
    return TokenError(
        400,
        "invalid_grant",
        f"The request has an invalid grant parameter : {parameter}. "
        "User may have revoked or didn't grant the permission.",
    )
