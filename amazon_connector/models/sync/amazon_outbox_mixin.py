"""Outbox: what is to be told to Amazon is written down with its cause and sent later."""

from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL

from ...spapi.errors import Rejected, Unavailable
from ...spapi.redact import redact
from .pacing import paced
from .races import in_new_transaction

# Amazon stumbles over so many documents in a row: it is not the documents.
MOST_STUMBLES = 3


class AmazonOutboxMixin(models.AbstractModel):
    _name = "amazon.outbox.mixin"
    _description = "Amazon Outbox Document"
    _inherit = ["amazon.sync.mixin", "amazon.trouble.mixin"]

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="restrict",
        index=True,
        readonly=True,
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    state = fields.Selection(
        [
            ("pending", "To send"),
            ("sent", "Sent"),
            ("confirmed", "Confirmed"),
            ("failed", "Refused"),
        ],
        default="pending",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        help="Sent: Amazon has accepted the message. Confirmed: Amazon's own data shows it. "
        "Refused: a person has to look.",
    )
    reason = fields.Text(readonly=True, copy=False)
    sent_at = fields.Datetime(readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)

    def _push(self, client):
        """Send one document; repeated under the same reference if interrupted.

        No row is locked meanwhile, so that nobody waits for Amazon. Therefore the values to be
        written are returned, and written only if nobody has changed the document since it was
        read. A kind whose answer is more than a few values writes it itself.

        :param client: ``spapi.client.Client``
        :return: dict of what to keep of Amazon's answer; None if it is written already
        :raises Rejected: Amazon refuses this document
        :raises SpApiError: anything else ends the run
        """
        raise NotImplementedError

    def _push_pending(self, schedule, client, operation):
        """Send what waits, one by one, each with a commit of its own.

        The commit makes an interrupted run cheap: at most one message is repeated. A document over
        which Amazon stumbles keeps no other back: it is sent again with the next run.

        :return: whether everything was sent before the time was up
        :raises Unavailable: when Amazon stumbles over several in a row, or does not answer at all;
            the next run begins behind them
        """
        # What was written until now may be locked; nothing may be while Amazon is asked.
        schedule._checkpoint()
        operation._expect(self.search_count(self._get_pending_domain(schedule)))
        in_a_row = 0
        for document in self._iter_pending(schedule):
            push = partial(document._push_safely, client, operation)
            trouble = document._ask_or_leave(push, operation)
            in_a_row = in_a_row + 1 if trouble else 0
            if in_a_row == MOST_STUMBLES:
                schedule.stumbled_on = document[-1:].id
                schedule._checkpoint(0)
                raise trouble
            if not schedule._checkpoint(0 if trouble else 1):
                operation.state = "partial"
                return False
        schedule.stumbled_on = 0
        return operation.state == "running"

    def _iter_pending(self, schedule):
        """What waits, by age; first what the last run did not come to, if it gave up."""
        tried, begin = set(), self.browse(schedule.stumbled_on).exists()
        for last in (begin, self.browse()) if begin else (begin,):
            while last := self._find_next(schedule, last):
                if not tried.issuperset(last.ids):
                    tried.update(last.ids)
                    yield last

    def _ask_or_leave(self, ask, operation):
        """Ask Amazon about these; what it stumbles over is left to the next run.

        :param ask: function without parameters
        :return: the ``Unavailable`` that Amazon has answered, or None
        :raises Unavailable: when no answer came: nothing else would get one
        """
        try:
            ask()
        except Unavailable as error:
            if error.status is None:
                raise
            operation._postpone(error)
            operation._info(
                self.env._("Left to the next run: %s.", self[:1].display_name), self[:1]
            )
            return error
        return None

    def _find_next(self, schedule, last):
        """:return: the document to be sent after ``last``, empty when none is left"""
        domain = [*self._get_pending_domain(schedule), ("id", ">", last.id or 0)]
        return self.search(domain, order="id", limit=1)

    def _get_pending_domain(self, schedule):
        """Which documents the job of a row sends."""
        owner = "account_id" if self._sync_scope == "account" else "store_id"
        return [(owner, "=", schedule[owner].id), *self._get_waiting_domain()]

    @api.model
    def _get_waiting_domain(self):
        """Which documents are to be sent; that there is one makes their job due.

        :return: domain, for any account
        """
        return [("state", "=", "pending")]

    @api.model
    def _find_with_work(self, schedules):
        """See ``amazon.sync.mixin``: here every document to be sent is work."""
        owner = "account_id" if self._sync_scope == "account" else "store_id"
        domain = [(owner, "in", schedules[owner].ids), *self._get_waiting_domain()]
        busy = {record.id for (record,) in self._read_group(domain, [owner])}
        return schedules.filtered(lambda row: row[owner].id in busy)

    def _run_soon(self):
        # The rows are the reason to be due: waking is enough.
        self.env["ir.cron"]._trigger_amazon_lane(self._sync_lane)

    def _push_safely(self, client, operation):
        """Send one document; a refusal is its own affair and does not stop the others."""
        operation._keep_documents(self)
        try:
            answer = self._push_paced(client)
        except Rejected as error:
            if self._settle(operation, partial(self._refuse, str(error))):
                operation._count(failed=1)
                operation._error(f"{self.display_name}: {error}", self)
        else:
            if answer is None:
                # It is written; make it last before anything else can lose a race.
                self.env["ir.cron"]._commit_progress()
            if answer is None or self._settle(operation, partial(self._mark_sent, **answer)):
                operation._count(sent=self._count_sent())

    def _settle(self, operation, write):
        """Keep Amazon's answer, unless the document has become another one in the meantime.

        A picker may correct a tracking number while the old one is on its way to Amazon. The
        document then stays as the picker left it and goes out again, under the same reference.

        :param write: function that writes the answer
        :return: whether it was written
        """
        version = self._get_version()
        kept = in_new_transaction(self.env, partial(self._write_unchanged, version, write))
        if not kept:
            operation.state = "partial"
            operation._info(
                self.env._("%s was changed while it was sent; it goes out again.", self.id), self
            )
        return kept

    def _write_unchanged(self, version, write):
        # No lock: a change that is not committed yet makes our write lose the race, and the next
        # try sees it.
        if self._get_version() != version:
            return False
        write()
        return True

    def _get_version(self):
        """PostgreSQL's number of the transaction that has written the row, as we see it.

        Read in the transaction that has read the document, it counts our own writes in, and
        nobody else's: that we can write at all proves that there are none.
        """
        self.flush_recordset()
        table = SQL.identifier(self._table)
        query = SQL("SELECT xmin::text FROM %s WHERE id = %s", table, self.id)
        return self.env.execute_query(query)[0][0]

    def _push_paced(self, client):
        return paced(partial(self._push, client))

    def _count_sent(self):
        """How many messages a document that went out stands for."""
        return 1

    def _read_back(self, orders):
        """Amazon's newest word on orders that these documents told it of: compare, and confirm.

        Called for the documents of every order that was received again, whatever its news. A
        kind whose messages show on the order writes *confirmed* here, or what differs. A hook;
        kinds that are read back otherwise leave it alone.

        :param orders: dict ``amazon.order`` → ``spapi.orders.Order``, those of all documents
        """

    # States

    def _mark_sent(self, **vals):
        self.write({"state": "sent", "reason": False, "sent_at": fields.Datetime.now(), **vals})
        self._close_refusals()

    def _mark_confirmed(self):
        self.write({"state": "confirmed", "reason": False, "confirmed_at": fields.Datetime.now()})
        self._close_refusals()

    def _refuse(self, reason):
        """Amazon does not take the message: keep its words and call a person.

        :param reason: Amazon's answer
        """
        reason = redact(reason)
        self.write({"state": "failed", "reason": reason})
        for document in self:
            key = document._get_refusal_key(reason)
            document._raise_trouble(key, document=document.display_name)

    # Buttons

    def action_retry(self):
        """Send refused documents again with the next run of their lane."""
        self.check_access("write")
        documents = self.sudo()
        documents.write({"state": "pending", "reason": False})
        # A person wants it now, even if the job rests after a failure.
        schedules = self.env["amazon.schedule"]._find_for(self._name, documents.account_id)
        schedules._run_soon()
