"""The control endpoint: what tests and demos do to Amazon, and what they ask of it.

`POST /_control/<action>` with the action's arguments as a JSON object answers `{"result": …}`;
a mistake answers 400 `{"error": …}`. `GET` is the same without arguments.
"""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..actions import (
    answers,
    catalog,
    clock,
    faults,
    fulfilling,
    listings,
    money,
    orders,
    packages,
    returning,
    rewriting,
    sellers,
    settling,
    watching,
)
from ..feeding.workers import catch_up
from ..operations.operation import json_answer
from ..world import World

Action = Callable[..., Any]

ACTIONS: dict[str, Action] = {
    action.__name__: action
    for module in (
        clock,
        sellers,
        listings,
        catalog,
        orders,
        packages,
        rewriting,
        faults,
        answers,
        watching,
        money,
        settling,
        returning,
        fulfilling,
    )
    for action in module.ACTIONS
}


class Control:
    """The ASGI endpoint over `ACTIONS`: each takes the world and keyword arguments."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        response = self._answer(request.path_params["action"], body)
        await response(scope, receive, send)

    def _answer(self, name: str, body: bytes) -> Response:
        if name not in ACTIONS:
            return json_answer({"error": f"there is no action {name!r}"}, 404)
        try:
            catch_up(self._world)
            arguments = json.loads(body) if body else {}
            return json_answer({"result": ACTIONS[name](self._world, **arguments)})
        except (ArithmeticError, TypeError, ValueError) as error:
            return json_answer({"error": f"{name}: {error}"}, 400)
