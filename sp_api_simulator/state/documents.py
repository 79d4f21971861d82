"""Documents behind presigned addresses: uploaded feeds, reports and processing reports."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..basics.clock import Clock
from ..basics.ids import Ids, secret_for

URL_LIFE = timedelta(minutes=5)


@dataclass
class Document:
    """Bytes with their content type; `signature` opens the address until `expires`.

    `exact` bytes are sent as they are, whatever `compressed` announces; `headers` go with them.
    """

    id: str
    seller_id: str
    content_type: str
    content: bytes | None
    compressed: bool = False
    signature: str = ""
    expires: datetime | None = None
    exact: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def codec(self) -> str:
        """Python's name of the content's charset."""
        return codec_of(self.content_type)


def codec_of(content_type: str) -> str:
    """Python's name of the charset that a content type names, else UTF-8."""
    charset = content_type.partition("charset=")[2].lower() or "utf-8"
    # Japan's charset, which Python knows under another name.
    return "cp932" if charset == "windows-31j" else charset


class Documents:
    """All documents by id."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._by_id: dict[str, Document] = {}

    def add(
        self,
        seller_id: str,
        content_type: str,
        content: bytes | None = None,
        compressed: bool = False,
    ) -> Document:
        """A new document; without content it waits for its upload."""
        document = Document(self._ids.document_id(), seller_id, content_type, content, compressed)
        self._by_id[document.id] = document
        return document

    def find(self, document_id: str, seller_id: str | None = None) -> Document | None:
        """The document, where a seller is named only if it is his."""
        document = self._by_id.get(document_id)
        return document if document and seller_id in (None, document.seller_id) else None

    def sign(self, document: Document) -> str:
        """Path and query that open the document for five minutes from now."""
        document.expires = self._clock.now() + URL_LIFE
        document.signature = secret_for(self._ids.uuid())
        life = int(URL_LIFE.total_seconds())
        return f"/documents/{document.id}?X-Amz-Expires={life}&X-Amz-Signature={document.signature}"

    def is_open(self, document: Document, signature: str) -> bool:
        """Whether this signature still opens the document."""
        in_time = document.expires is not None and self._clock.now() < document.expires
        return in_time and signature == document.signature
