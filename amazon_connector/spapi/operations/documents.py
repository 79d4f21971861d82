"""Fetching a document, which reports and feeds do alike: its address first, then its bytes."""

from ..caller import Caller, honored
from ..documents import Document, download
from ..errors import ExpiredReference, NotFound, Unavailable
from ..library import PlainRequests
from ..payload import Node

_EXPIRED_ADDRESS = 403


class DocumentsCaller(Caller):
    """What the Reports API and the Feeds API share."""

    def _download(self, operation: str, path: str, document_id: str) -> Document:
        """:raises ExpiredReference: when Amazon has no such document, or serves it no longer"""
        try:
            return self._download_once(operation, path, document_id)
        except Unavailable as error:
            if error.status != _EXPIRED_ADDRESS:
                raise
        try:
            return self._download_once(operation, path, document_id)
        except Unavailable as error:
            if error.status != _EXPIRED_ADDRESS:
                raise
            raise ExpiredReference(error.message, **error.facts) from error

    def _download_once(self, operation: str, path: str, document_id: str) -> Document:
        with honored(document_id):
            answer = self._call(operation, PlainRequests, "get", path, document_id)
        try:
            url = Node.root(answer).required_text("url")
            return download(url, operation, api_url=self._api_url, timeout=self._timeout)
        except NotFound as error:
            raise ExpiredReference(error.message, **error.facts) from error
