"""Receive: what Amazon sends is stored under its id before anything is made of it."""

from odoo import api, models


class AmazonInboxMixin(models.AbstractModel):
    _inherit = "amazon.inbox.mixin"

    @api.model
    def _receive(self, account, payloads, operation):
        """Upsert payloads under Amazon's id; an older payload never replaces a newer one.

        :param account: ``amazon.account``
        :param payloads: documents as Amazon sent them
        :param operation: ``amazon.operation`` that counts new and changed ones
        :return: the documents of all payloads
        """
        arrived = self._get_newest(self._get_filing(account), payloads)
        stored = self.search([("account_id", "=", account.id), ("amazon_ref", "in", list(arrived))])
        changed = self.browse()
        for document in stored:
            vals = arrived.pop(document.amazon_ref)
            if document._is_news(vals):
                document.write(vals)
                changed |= document
        created = self.create(
            [dict(vals, account_id=account.id, amazon_ref=ref) for ref, vals in arrived.items()]
        )
        operation._count(received=len(created) + len(changed), skipped=len(stored) - len(changed))
        return stored | created

    def _get_newest(self, filing, payloads):
        """Amazon may send a document twice in one answer: the newest counts.

        :return: dict Amazon's id → value dict
        """
        newest = {}
        for payload in payloads:
            ref, vals = self._read_envelope(filing, payload)
            known = newest.get(ref)
            if not known or known["amazon_updated_at"] <= vals["amazon_updated_at"]:
                newest[ref] = vals
        return newest

    def _is_news(self, vals):
        """Whether a payload says something that the stored one does not.

        What a person has ignored stays ignored; its payload is kept current all the same.
        """
        if self.amazon_updated_at and vals["amazon_updated_at"] < self.amazon_updated_at:
            return False
        if self.dismissed_by_id:
            vals.pop("state", None)
        return vals["payload"] != self.payload

    # Contract

    @api.model
    def _get_filing(self, account):
        """What ``_read_envelope`` needs to know, read once for many payloads.

        :param account: ``amazon.account``
        """
        raise NotImplementedError

    @api.model
    def _read_envelope(self, filing, payload):
        """Read what is needed to file a payload, even if the rest of it cannot be read.

        :param filing: see ``_get_filing``
        :return: tuple (Amazon's id, value dict with at least ``payload``, ``state`` and
            ``amazon_updated_at``)
        """
        raise NotImplementedError
