"""Fetching a document, which reports and feeds do alike: its address first, then its bytes."""

from ..caller import Caller
from ..documents import Document, download
from ..library import PlainRequests
from ..payload import Node


class DocumentsCaller(Caller):
    """What the Reports API and the Feeds API share."""

    def _download(self, operation: str, path: str, document_id: str) -> Document:
        node = Node.root(self._call(operation, PlainRequests, "get", path, document_id))
        return download(
            node.required_text("url"),
            operation,
            compressed=bool(node.text("compressionAlgorithm")),
            timeout=self._timeout,
        )
