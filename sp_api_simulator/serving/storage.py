"""The addresses of documents: presigned, without a token, speaking XML when they refuse."""

import gzip

from starlette.requests import Request
from starlette.responses import Response

from ..basics.call_log import LoggedCall
from ..state.documents import Document
from ..state.faults import REFUSALS
from ..world import World
from .endpoint import Endpoint
from .refusals import storage_error

# A fault may be booked on the transfer, or on the operation that handed out the address.
_HANDED_OUT_BY = ("getReportDocument", "getFeedDocument")


class StorageEndpoint(Endpoint):
    """A presigned address: open to anyone who has it, for as long as it is signed for."""

    is_secret = True

    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        if self._world.faults.take(REFUSALS, self._operation):
            return storage_error(503, "SlowDown", "Please reduce your request rate.")
        document = _opened(self._world, request)
        if document is None:
            return storage_error(403, "AccessDenied", "Request has expired")
        return self._transfer(document, request, body, logged)

    def _caller(self, request: Request) -> str | None:
        document = self._world.documents.find(request.path_params["documentId"])
        return document.seller_id if document else None

    def _transfer(
        self, document: Document, request: Request, body: bytes, logged: LoggedCall
    ) -> Response:
        """Send or take the bytes of the document that the address is signed for."""
        raise NotImplementedError


class DownloadEndpoint(StorageEndpoint):
    """`GET` of a document: its bytes, compressed where Amazon said so."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "downloadDocument")

    def _transfer(
        self, document: Document, request: Request, body: bytes, logged: LoggedCall
    ) -> Response:
        if document.content is None:
            return storage_error(404, "NoSuchKey", "The specified key does not exist.")
        logged.seller = document.seller_id
        content = self._spoilt(document, document.content)
        headers = {"content-type": document.content_type} | document.headers
        if encoding := request.query_params.get("response-content-encoding"):
            headers["content-encoding"] = encoding
        return Response(content, headers=headers)

    def _spoilt(self, document: Document, content: bytes) -> bytes:
        """The bytes to send, with the faults that are due."""
        if self._due("wrong_charset"):
            # The header keeps naming the charset that the bytes no longer have.
            content = content.decode(document.codec).encode("cp1252", "replace")
        if document.compressed and not document.exact:
            content = gzip.compress(content)
        if self._due("truncated_gzip"):
            content = content[: len(content) // 2]
        return content

    def _due(self, kind: str) -> bool:
        return bool(self._world.faults.take((kind,), self._operation, *_HANDED_OUT_BY))


class UploadEndpoint(StorageEndpoint):
    """`PUT` of a feed's document: once more is allowed while the address is open."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "uploadDocument")

    def _transfer(
        self, document: Document, request: Request, body: bytes, logged: LoggedCall
    ) -> Response:
        if request.headers.get("content-type") != document.content_type:
            message = "The request signature we calculated does not match."
            return storage_error(403, "SignatureDoesNotMatch", message)
        logged.seller = document.seller_id
        document.content = body
        return Response(status_code=200)


def _opened(world: World, request: Request) -> Document | None:
    """The document that the address opens, None where the signature is wrong or too old."""
    document = world.documents.find(request.path_params["documentId"])
    signature = request.query_params.get("X-Amz-Signature", "")
    return document if document and world.documents.is_open(document, signature) else None
