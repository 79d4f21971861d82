"""The ASGI application: addresses of the three regions, tokens, consent, documents, control."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from .control import Control
from .errors import not_found
from .faults import REFUSALS
from .gateway import Gateway, abort_connection, logged_call, trip_connection
from .marketplaces import REGIONS
from .operations import OPERATIONS
from .operations.operation import json_answer
from .operations.tokens import OPERATION as TOKEN
from .operations.tokens import issue_token
from .refusals import token_refusal
from .world import World


class TokenEndpoint:
    """Login with Amazon's `POST /auth/o2/token`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        # The body holds the secrets: it is not logged.
        logged = self._world.calls.add(logged_call(TOKEN, request, b""))
        if await trip_connection(self._world, TOKEN):
            await abort_connection(receive, send)
            return
        fault = self._world.faults.take(REFUSALS, TOKEN)
        if fault:
            response = token_refusal(fault)
        else:
            response = issue_token(self._world, body, request.headers.get("content-type", ""))
        logged.status = response.status_code
        await response(scope, receive, send)


def create_app(world: World) -> Router:
    """The simulator as an ASGI application. Plain Router: no middleware hides the connection."""
    api = api_routes(world)
    regions = [Mount(f"/{region.lower()}", routes=api) for region in REGIONS]
    return Router(
        [
            Route("/auth/o2/token", TokenEndpoint(world), methods=["POST"]),
            Route("/_control/{action}", Control(world), methods=["GET", "POST"]),
            *regions,
            *api,
            Route("/{path:path}", unknown_address),
        ]
    )


def api_routes(world: World) -> list[BaseRoute]:
    """One route per operation, and the dead end of Orders v0."""
    routes: list[BaseRoute] = [
        Route(operation.path, Gateway(world, operation), methods=[operation.method])
        for operation in OPERATIONS
    ]
    return routes


async def unknown_address(request: Request) -> Response:
    """404 for everything that the simulator does not serve."""
    error = not_found(f"{request.method} {request.url.path} is not served here.")
    return json_answer(error.body(), error.status)
