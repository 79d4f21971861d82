"""The ASGI application: addresses of the three regions, log-in, documents, control."""

from starlette.routing import Mount, Route, Router

from ..basics.marketplaces import REGIONS
from ..operations import OPERATIONS
from ..world import World
from .control import Control
from .gateway import Gateway
from .login import ConsentEndpoint, TokenEndpoint
from .nowhere import Nowhere, WrongMethod
from .pictures import PictureEndpoint
from .storage import DownloadEndpoint, UploadEndpoint


def create_app(world: World) -> Router:
    """The simulator as an ASGI application. A plain Router: middleware would hide the connection.

    Operations are served under `/na`, `/eu` and `/fe`, and at the root for any region.
    """
    operations = [
        Route(operation.path, Gateway(world, operation), methods=[operation.method])
        for operation in OPERATIONS
    ]
    others = [
        Route("/auth/o2/token", TokenEndpoint(world, "token"), methods=["POST"]),
        Route(
            "/apps/authorize/consent", ConsentEndpoint(world, "consent"), methods=["GET", "POST"]
        ),
        Route("/documents/{documentId}", DownloadEndpoint(world), methods=["GET"]),
        Route("/documents/{documentId}", UploadEndpoint(world), methods=["PUT"]),
        Route("/images/{name}", PictureEndpoint(world), methods=["GET"]),
        Route("/_control/{action}", Control(world), methods=["GET", "POST"]),
    ]
    nowhere = Nowhere(world)
    known = [*operations, *_other_methods(world, operations)]
    regions = [Mount(f"/{region.lower()}", Router(known, default=nowhere)) for region in REGIONS]
    return Router([*others, *_other_methods(world, others), *regions, *known], default=nowhere)


def _other_methods(world: World, routes: list[Route]) -> list[Route]:
    """The same addresses for all methods that nobody answers there."""
    methods: dict[str, set[str]] = {}
    for route in routes:
        methods.setdefault(route.path, set()).update(route.methods or ())
    return [Route(path, WrongMethod(world, allowed)) for path, allowed in methods.items()]
