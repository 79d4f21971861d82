"""Receive: what Amazon sends is stored under its id before anything is made of it.

What cannot be read or stored is kept by itself, failed, with its text; the rest goes on.
"""

import hashlib
import json
from functools import partial

from psycopg2.errors import UniqueViolation

from odoo import api, models

from ...spapi.payload import storable
from .isolation import explain_failure, isolate

UNREADABLE = "unreadable-"
LONGEST_ID = 256  # Far beyond Amazon's; what is much longer fits into no index.


class AmazonInboxMixin(models.AbstractModel):
    _inherit = "amazon.inbox.mixin"
    _ref_name = ""  # Where a payload has Amazon's id, if it has one.

    @api.model
    def _receive(self, account, payloads, operation):
        """Upsert payloads under Amazon's id; an older payload never replaces a newer one.

        :param account: ``amazon.account``
        :param payloads: documents as Amazon sent them
        :param operation: ``amazon.operation`` that counts new and changed ones
        :return: the documents of all payloads
        :raises ConcurrencyError: another worker has just stored one of them
        """
        keep = partial(self._keep_unstorable, account, operation)
        arrived = self._get_newest(self._get_filing(account), payloads, keep)
        stored = self._find_received(account, arrived)
        news = stored.filtered(lambda doc: doc._is_news(arrived[doc.amazon_ref][1]))
        changed = isolate(
            self.env.cr,
            news,
            lambda documents: documents._write_arrived(arrived),
            lambda document, error: keep(arrived[document.amazon_ref][0], error),
        )
        known = set(stored.mapped("amazon_ref"))
        created = isolate(
            self.env.cr,
            [ref for ref in arrived if ref not in known],
            lambda refs: self._create_arrived(account, arrived, refs),
            lambda refs, error: keep(arrived[refs[0]][0], error),
            is_race=self._is_own_key,
        )
        changed, created = (self.browse().concat(*found) for found in (changed, created))
        operation._count(received=len(created) + len(changed), skipped=len(stored) - len(changed))
        # Without those that could not be stored just now: they are kept as unreadable themselves.
        self._end_unreadable(account, (stored - news) | changed | created)
        return stored | created

    def _find_received(self, account, refs, by="amazon_ref"):
        """:return: the documents that are stored under these ids of Amazon's"""
        # An archived one holds its key as well.
        return self.with_context(active_test=False).search(
            [("account_id", "=", account.id), (by, "in", list(refs))]
        )

    def _write_arrived(self, arrived):
        for document in self:
            document.write(arrived[document.amazon_ref][1])
        return self

    def _create_arrived(self, account, arrived, refs):
        return self.create(
            [dict(arrived[ref][1], account_id=account.id, amazon_ref=ref) for ref in refs]
        )

    def _is_own_key(self, error):
        """Whether another worker has stored a document that was not there when we looked.

        We have looked for exactly this key, so a new transaction finds it: no endless race.
        """
        return (
            isinstance(error, UniqueViolation)
            and error.diag.constraint_name == f"{self._table}__ref_unique"
        )

    def _get_newest(self, filing, payloads, keep):
        """Amazon may send a document twice in one answer: the newest counts.

        :param keep: function of a payload that cannot be read and the error
        :return: dict Amazon's id → (payload, value dict)
        """
        newest = {}

        def read(several):
            for payload in several:
                ref, vals = self._read_envelope(filing, payload)
                known = newest.get(ref)
                if not known or self._is_newer(vals, known[1]):
                    newest[ref] = (payload, vals)

        isolate(self.env.cr, list(payloads), read, lambda one, error: keep(one[0], error))
        return newest

    def _keep_unstorable(self, account, operation, payload, error):
        """Keep what cannot be read or stored, failed, under a fingerprint: once, if it comes again.

        :param error: why
        """
        text = json.dumps(payload, sort_keys=True, default=str)
        ref = f"{UNREADABLE}{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        if self._find_received(account, [ref]):
            return
        reason = self.env._(
            "Amazon sent a document that cannot be read or stored (%s). The text is kept.",
            explain_failure(self.env, error),
        )
        vals = {
            "account_id": account.id,
            "amazon_ref": ref,
            "told_ref": self._get_told_ref(payload),
            "state": "failed",
            "reason": reason,
        }
        document = self.create({**self._prepare_unstorable_vals(payload), **vals})
        operation._count(failed=1)
        operation._error(f"{ref}: {reason}", document)
        document._tell_failed()

    @api.model
    def _get_told_ref(self, payload):
        """:return: Amazon's id in a payload of which nothing else can be read, or False"""
        told = payload.get(self._ref_name) if isinstance(payload, dict) else None
        is_id = isinstance(told, str | int) and len(str(told)) <= LONGEST_ID
        return is_id and storable(str(told))

    def _end_unreadable(self, account, stored):
        """What could not be read or stored is over once what it stands for could be.

        :param stored: the documents that have arrived in a readable form
        """
        over = self._find_received(account, stored.mapped("amazon_ref"), "told_ref")
        for document in over.filtered(lambda document: document.state == "failed"):
            document._ignore(self.env._("Amazon has sent it again, as %s.", document.told_ref))

    # Contract

    @api.model
    def _get_filing(self, account):
        """What ``_read_envelope`` needs to know, read once for many payloads.

        :param account: ``amazon.account``
        """
        raise NotImplementedError

    @api.model
    def _read_envelope(self, filing, payload) -> tuple[str, dict]:
        """Read what is needed to file a payload, even if the rest of it cannot be read.

        :param filing: see ``_get_filing``
        :return: tuple (Amazon's id, value dict with at least ``state``)
        :raises UnreadablePayload: or anything else: this payload is kept by itself, failed
        """
        raise NotImplementedError

    @api.model
    def _prepare_unstorable_vals(self, payload) -> dict:
        """What to keep of a payload that cannot be read or stored, besides the reason.

        :return: value dict
        """
        return {}

    @api.model
    def _is_newer(self, vals, known) -> bool:
        """Of two versions of a document in one answer, whether the later one counts.

        :param vals: of the later one
        :param known: of the earlier one
        """
        return True

    def _is_news(self, vals) -> bool:
        """Whether what has arrived says something that is not stored yet.

        :param vals: see ``_read_envelope``; what is not to be written may be taken out
        """
        return False
