"""Opening a file of settlements: which it holds, and what has to be known to file each of them."""

from dataclasses import dataclass

from odoo import api, models
from odoo.exceptions import UserError

from ...spapi.documents import Document
from ...spapi.errors import UnreadablePayload
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
    def _open_files(self, name, document, account=None):
        """The settlements of a file: one, but of a file that holds several, in which one that
        cannot be taken keeps no other back.

        :param account: ``amazon.account`` to which a person brings it; Amazon's lists are not wrong
        :return: tuple (list of ``SettlementFile``, list of sentences on those that are none)
        :raises UnreadablePayload: none of them can be read
        :raises UserError: none of them is the account's
        """
        parts = split_document(plain_document(document))
        files, problems = [], []
        for ref, part in parts.items():
            try:
                file = self._open_file(name, part)
                if account:
                    self._check_account(account, file.header.settlement_id)
                self._prepare_header_vals(file.header)  # Raises where Odoo could not keep it.
                files.append(file)
            except (UnreadablePayload, UserError) as error:
                if len(parts) == 1:
                    raise
                problems.append(f"{ref}: {error}")
        if not files:
            raise UserError(" ".join(problems))
        return files, problems
