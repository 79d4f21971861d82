"""The ASGI application: addresses of the three regions, log-in, documents, control."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router

from ..basics.errors import not_found
from ..basics.marketplaces import REGIONS
from ..operations import OPERATIONS
from ..operations.operation import json_answer
from ..world import World
from .control import Control
from .gateway import Gateway
from .login import ConsentEndpoint, TokenEndpoint
from .storage import DownloadEndpoint, UploadEndpoint


def create_app(world: World) -> Router:
    """The simulator as an ASGI application. A plain Router: middleware would hide the connection.

    Operations are served under `/na`, `/eu` and `/fe`, and at the root for any region.
    """
    operations: list[BaseRoute] = [
        Route(operation.path, Gateway(world, operation), methods=[operation.method])
        for operation in OPERATIONS
    ]
    return Router(
        [
            Route("/auth/o2/token", TokenEndpoint(world, "token"), methods=["POST"]),
            Route(
                "/apps/authorize/consent",
                ConsentEndpoint(world, "consent"),
                methods=["GET", "POST"],
            ),
            Route("/documents/{documentId}", DownloadEndpoint(world), methods=["GET"]),
            Route("/documents/{documentId}", UploadEndpoint(world), methods=["PUT"]),
            Route("/_control/{action}", Control(world), methods=["GET", "POST"]),
            *(Mount(f"/{region.lower()}", routes=operations) for region in REGIONS),
            *operations,
            Route("/{path:path}", _unknown_address),
        ]
    )


async def _unknown_address(request: Request) -> Response:
    """404 for everything that the simulator does not serve."""
    error = not_found(f"{request.method} {request.url.path} is not served here.")
    return json_answer(error.body(), error.status)
