"""Pictures of the catalog: open to everyone, as on Amazon's picture servers."""

from starlette.requests import Request
from starlette.responses import Response

from ..basics.call_log import LoggedCall
from ..world import World
from .endpoint import Endpoint


class PictureEndpoint(Endpoint):
    """`GET` of a picture."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "downloadPicture")

    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        picture = self._world.catalog.pictures.get(request.path_params["name"])
        if picture is None:
            return Response("not found", status_code=404)
        headers = {"location": picture.location} if picture.location else {}
        return Response(picture.content, picture.status, headers=headers, media_type=picture.kind)
