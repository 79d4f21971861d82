"""Files that say the same in another form, and those that stand for one that nobody could read."""

import hashlib
from dataclasses import replace

from odoo import models

from ...spapi.documents import Document
from ...spapi.errors import UnreadablePayload
from ...spapi.settlements import read_settlement
from .amazon_settlement_report import UNREAD


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _has_file(self, file):
        """Whether a file says what one of this settlement says already.

        :param file: ``SettlementFile``
        """
        if file.fingerprint in (self.file_hash, self.correction_hash):
            return True
        told = _read_contents(file.document)
        kept = self.attachment_id | self.correction_id
        return told is not None and any(_read_contents(Document(one.raw)) == told for one in kept)

    def _take_place_of_unread(self):
        """A person has brought the file of a report that could not be read: that one is over.

        Amazon's list tells the period of each report; of several with one period none is it.
        """
        if not (self.date_start and self.date_end):
            return
        unread = self.search(
            [
                ("account_id", "=", self.account_id.id),
                ("amazon_ref", "=like", f"{UNREAD}%"),
                ("state", "=", "failed"),
                ("date_start", "=", self.date_start),
                ("date_end", "=", self.date_end),
            ]
        )
        if len(unread) == 1:
            unread._ignore(self.env._("Settlement %s was uploaded in its place.", self.amazon_ref))


def get_fingerprint(document):
    """:return: what the lines of a file say, the same in every encoding"""
    digest = hashlib.sha256()
    for line in document.lines():
        if text := line.rstrip():
            digest.update(text.encode())
            digest.update(b"\n")
    return digest.hexdigest()


def _read_contents(document):
    """:return: tuple (header, what the rows say in whatever order), None where one is unreadable"""
    try:
        report = read_settlement(document.lines())
        return report.header, sorted(hash(replace(row, number=0, raw=())) for row in report.rows)
    except UnreadablePayload:
        return None
