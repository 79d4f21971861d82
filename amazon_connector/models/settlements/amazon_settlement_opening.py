"""Opening a file of settlements: which it holds, and what has to be known to file each of them."""

from dataclasses import dataclass

from odoo import api, models

from ...spapi.documents import Document
from ...spapi.settlements import (
    SettlementHeader,
    plain_document,
    read_settlement,
    split_document,
)
from .amazon_settlement_alike import get_fingerprint


@dataclass(frozen=True)
class SettlementFile:
    """A file with what has to be known to file it."""

    name: str
    document: Document
    header: SettlementHeader
    fingerprint: str


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    @api.model
    def _open_file(self, name, document):
        """:return: ``SettlementFile``
        :raises UnreadablePayload: not even its header can be read
        """
        document = plain_document(document)
        header = read_settlement(document.lines()).header
        return SettlementFile(name, document, header, get_fingerprint(document))

    @api.model
    def _open_files(self, name, document):
        """:return: list of ``SettlementFile``: one, but of a file that holds several settlements
        :raises UnreadablePayload: not even a header can be read
        """
        parts = split_document(plain_document(document))
        return [self._open_file(name, part) for part in parts]
