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
    """The request's fields, sent as a form or as JSON."""
    if not content_type.startswith("application/json"):
        return dict(parse_qsl(body.decode("utf-8", "replace")))
    try:
        fields = dict(json.loads(body))
    except (TypeError, ValueError) as error:
        raise TokenError(400, "invalid_request", "The request body is not valid.") from error
    return {key: str(value) for key, value in fields.items()}


def _exchange(world: World, fields: dict[str, str]) -> dict[str, Any]:
    kind = fields.get("grant_type")
    if kind not in ("refresh_token", "authorization_code"):
        raise TokenError(
            400, "unsupported_grant_type", "The authorization grant type is not supported."
        )
    client_id = _checked_client_id(world, fields)
    if kind == "refresh_token":
        refresh_token = fields.get("refresh_token", "")
        seller = world.sellers.owner(refresh_token, client_id)
    else:
        seller = world.sellers.redeem_code(fields.get("code", ""))
        refresh_token = world.sellers.issue_refresh_token(seller, client_id) if seller else ""
    if seller is None:
        raise _invalid_grant("code" if kind == "authorization_code" else kind)
    return {
        "access_token": world.sellers.issue_access_token(seller),
        "refresh_token": refresh_token,
        "token_type": "bearer",
        "expires_in": int(ACCESS_TOKEN_LIFE.total_seconds()),
    }


def _checked_client_id(world: World, fields: dict[str, str]) -> str:
    """The client id, if the secret is the one that goes with it."""
    client_id = fields.get("client_id", "")
    for seller in world.sellers.by_id.values():
        known = (seller.client_id, seller.client_secret)
        if known == (client_id, fields.get("client_secret")):
            return client_id
    raise TokenError(401, "invalid_client", "Client authentication failed")


def _invalid_grant(parameter: str) -> TokenError:
    return TokenError(
        400,
        "invalid_grant",
        f"The request has an invalid grant parameter : {parameter}. "
        "User may have revoked or didn't grant the permission.",
    )
