"""Searches in pages whose token goes with the very same parameters."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ..basics.errors import invalid_input
from ..basics.pagination import Position
from .operation import Call


def position_of(call: Call, token_name: str, find: Callable[[], list[Any]]) -> Position:
    """Where the search stands: at its start, or where its token says; ApiError 400."""
    parameters = {key: value for key, value in call.query.items() if key != token_name}
    if token := call.query.get(token_name):
        if call.fault("expired_page_token"):
            raise invalid_input("The pagination token has expired.")
        return call.world.pages.resume(token, call.seller.id, call.operation.name, parameters)
    return Position(call.seller.id, call.operation.name, parameters, find(), 0)


def next_token(call: Call, position: Position, size: int, life: timedelta) -> dict[str, str]:
    """`{"nextToken": …}`, good for `life`, or nothing after the last page."""
    following = position.offset + size
    if following >= len(position.found):
        return {}
    return {"nextToken": call.world.pages.issue(position.at(following), life)}
