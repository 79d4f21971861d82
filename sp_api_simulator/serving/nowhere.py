"""What is called where nothing is: refused in Amazon's form, like everything else."""

from collections.abc import Collection

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..basics.errors import ApiError, not_found, wrong_method
from ..operations.operation import json_answer
from ..world import World


class Nowhere:
    """404 for every address that the simulator does not serve."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = self._refused(request)
        response.headers["x-amzn-RequestId"] = self._world.ids.uuid()
        await response(scope, receive, send)

    def _refused(self, request: Request) -> Response:
        return _told(not_found(f"{request.method} {request.url.path} is not served here."))


class WrongMethod(Nowhere):
    """405 for an address that is served by other methods."""

    def __init__(self, world: World, allowed: Collection[str]) -> None:
        super().__init__(world)
        self._allowed = ", ".join(sorted(allowed))

    def _refused(self, request: Request) -> Response:
        response = _told(wrong_method(f"{request.method} is not allowed here."))
        response.headers["allow"] = self._allowed
        return response


def _told(error: ApiError) -> Response:
    return json_answer(error.body(), error.status)
