"""Inbox: what Amazon sends is stored first, in full, and made into Odoo records afterwards."""

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models

from ...spapi.errors import UnreadablePayload
from ..words.notification import CLOSE, notify
from .isolation import OWN_FAULTS, explain_failure, log_failure

MOST_ATTEMPTS = 5
# Whoever sets what is missing wakes what is held for it. Should a wake-up come just while a worker
# is holding the document, the document is looked at again after this time.
HOLD = timedelta(hours=4)


class AmazonInboxMixin(models.AbstractModel):
    _name = "amazon.inbox.mixin"
    _description = "Amazon Inbox Document"
    _inherit = ["amazon.sync.mixin", "amazon.trouble.mixin"]

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="restrict",
        index=True,
        readonly=True,
    )
    store_id = fields.Many2one(
        "amazon.store", ondelete="restrict", index="btree_not_null", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    amazon_ref = fields.Char(
        string="Amazon Id", required=True, readonly=True, copy=False, index="trigram"
    )
    # Amazon's id in what cannot be read, by which a readable version is known again.
    told_ref = fields.Char(
        readonly=True, copy=False, index="btree_not_null", export_string_translation=False
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("held", "On Hold"),
            ("failed", "Failed"),
            ("done", "Done"),
            ("ignored", "Ignored"),
        ],
        default="received",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        help="On Hold: a setting or a person is needed; it continues automatically once that is "
        "done. Failed: something unexpected; it is tried again automatically with growing pauses.",
    )
    # To be read by people; what a document waits for is found by ``hold_key``.
    reason = fields.Text(
        readonly=True, copy=False, help="Why it waits, failed or was ignored, and what to do."
    )
    hold_key = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="What a document on hold waits for: the kind of it, a colon, and which one.",
    )
    attempts = fields.Integer(
        readonly=True, copy=False, help="How often processing failed since it last went well."
    )
    next_try = fields.Datetime(readonly=True, copy=False)
    dismissed_by_id = fields.Many2one("res.users", string="Ignored by", readonly=True, copy=False)

    # Contract

    def _process(self):
        """Make Odoo records of a batch of documents and set their states.

        Runs inside a savepoint: raising undoes the whole batch, which is then tried in halves.
        """
        raise NotImplementedError

    def _count_outcome(self, operation):
        """Tell the operation what became of these processed documents, and people what is held."""
        counts = dict(self._read_group([("id", "in", self.ids)], ["state"], ["__count"]))
        operation._count(
            processed=counts.get("done", 0),
            skipped=counts.get("ignored", 0),
            held=counts.get("held", 0),
            failed=counts.get("failed", 0),
        )
        operation._keep_documents(self.filtered(lambda document: document.state != "ignored"))
        troubled = self.filtered(lambda doc: doc.state in ("held", "failed"))
        for document in troubled:
            log = operation._error if document.state == "failed" else operation._warning
            log(f"{document.amazon_ref}: {document.reason}", document)
        self._follow_holds(self.store_id)

    # States

    def _finish(self):
        self._set_state("done", False)

    def _ignore(self, reason):
        self._set_state("ignored", reason)
        self._let_go()

    def _let_go(self):
        """Give back what documents hold that are ignored now, for example stock. A hook."""

    def _hold(self, reason, key):
        """Wait for a setting or a person; ``_retry_held`` brings the document back.

        :param reason: sentence that says what is missing and where to set it
        :param key: what is missing in the document's store, for example ``"product:MUG"``: its
            kind is one of ``_get_trouble_kinds``, whose button the form shows, and the store has a
            kind ``held_<kind>``, by which a person is told
        """
        self._set_state("held", reason, key, fields.Datetime.now() + HOLD)

    def _set_state(self, state, reason, hold_key=False, next_try=False):
        self.write(
            {
                "state": state,
                "reason": reason,
                "hold_key": hold_key,
                "attempts": 0,
                "next_try": next_try,
            }
        )
        self._close_troubles("document_failed")

    def _fail(self, error):
        """Something unexpected: try again later, then tell a person.

        :param error: the exception
        """
        self.ensure_one()
        attempts = self.attempts + 1
        if isinstance(error, UniqueViolation) and attempts < MOST_ATTEMPTS:
            # Perhaps still a lost race: this transaction can never see what the winner has left.
            self.write({"state": "received", "attempts": attempts, "next_try": False})
            return
        log_failure(self, error)
        final = isinstance(error, (UnreadablePayload, *OWN_FAULTS))
        give_up = final or attempts >= MOST_ATTEMPTS
        pause = timedelta(minutes=5 * 2 ** (attempts - 1))
        self.write(
            {
                "state": "failed",
                "reason": explain_failure(self.env, error),
                "attempts": attempts,
                "next_try": False if give_up else fields.Datetime.now() + pause,
            }
        )
        if give_up:
            self._tell_failed()

    def _tell_failed(self):
        """Tell a person; why stands on the document alone, for it may name a buyer."""
        for document in self:
            document._raise_trouble(
                "document_failed", document=document.amazon_ref, attempts=document.attempts
            )

    def _retry(self):
        """Put documents back into the queue; a processing lane takes them."""
        if self:
            # Thousands may be woken by one setting: no conversation tells of that.
            quiet = self.with_context(tracking_disable=True)
            quiet.write({"state": "received", "attempts": 0, "next_try": False})
            self._run_soon()

    def _run_soon(self):
        # What has been received is the reason for processing lanes, which cost no call to Amazon.
        self.env["ir.cron"]._trigger_amazon_lane("process")

    @api.model
    def _retry_held(self, domain):
        """What was missing is here: the documents that were held for it go on by themselves.

        Amazon is not asked again. One search, however many things are here now::

            self.env["amazon.order"]._retry_held(
                [("store_id", "=", store.id), ("hold_key", "in", ["product:MUG", "product:LAMP"])]
            )

        :param domain: which of the documents on hold
        """
        held = self.sudo().search([("state", "=", "held"), *domain])
        if held:
            held._retry()
            self._follow_holds(held.store_id)

    # Buttons

    def action_process(self):
        """Process these documents now.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        return self._process_now()

    def _process_now(self):
        """:return: the ``amazon.operation`` records, one per account"""
        operations = self.env["amazon.operation"]
        for account, documents in self.grouped("account_id").items():
            worker = account._work_env()
            with worker.env["amazon.operation"]._record(worker, self._name) as operation:
                documents.with_env(worker.env)._process_chosen(operation)
            operations |= operation
        return operations.with_env(self.env)

    def action_retry(self):
        """Try received, failed, held and ignored documents again now; done ones stay as they are.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        again = self.filtered(lambda document: document.state != "done")
        again.sudo().write(
            {"state": "received", "attempts": 0, "next_try": False, "dismissed_by_id": False}
        )
        return again._process_now()

    def _filter_ignorable(self):
        """:return: those of these documents that nothing has been made of yet"""
        return self.filtered(lambda document: document.state in ("received", "held", "failed"))

    def action_ignore(self):
        """Leave these documents alone; a person has decided so. What is done stays done.

        :return: client action: a notification that says how many were ignored
        """
        self.check_access("write")
        open_ones = self._filter_ignorable()
        open_ones.sudo()._ignore(self.env._("Ignored by %s.", self.env.user.name))
        open_ones.sudo().write({"dismissed_by_id": self.env.uid})
        self._follow_holds(open_ones.store_id)
        message = self.env._(
            "%(ignored)s of %(chosen)s ignored", ignored=len(open_ones), chosen=len(self)
        )
        return notify(message, is_good=open_ones, then=CLOSE)
