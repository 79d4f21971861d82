"""What a run writes down: how it ended, its counts, its calls, its messages."""

import traceback
from contextlib import contextmanager
from datetime import timedelta
from math import ceil

from odoo import fields, models
from odoo.exceptions import UserError

from ...spapi.errors import (
    SpApiError,
    Throttled,
    Unauthorized,
    Unavailable,
    UnreadablePayload,
)
from ...spapi.redact import MASK, redact
from ..sync.page import Circle
from ..sync.races import RACES
from .stopping import StopRequested

CONCURRENCY_PAUSE = timedelta(minutes=1)
COUNTERS = ("received", "processed", "skipped", "cancelled", "held", "failed", "sent")
# Decisions about Amazon's answers: what was done until then is whole, and stays.
KEEPS_WORK = (SpApiError, UnreadablePayload)


class AmazonOperation(models.Model):
    _inherit = "amazon.operation"

    # How it ended

    def _note(self, failure):
        """Turn an error into the state of the run and a sentence."""
        account = self.account_id._work_env()
        if isinstance(failure, StopRequested):
            self._note_stop()
        elif isinstance(failure, RACES):
            self._wait_for_workers()
        elif isinstance(failure, (Throttled, Unavailable)):
            self._postpone(failure)
        elif isinstance(failure, Unauthorized):
            self._note_unauthorized(failure, account)
        elif isinstance(failure, (*KEEPS_WORK, UserError)):
            self._error(str(failure), account)
        else:
            self._error(_last_words(failure), account)

    def _note_unauthorized(self, error, account):
        """One missing role is this job's affair; anything else is the whole account's."""
        self._error(account._explain(error), account)
        if error.reason != "missing_role":
            account._needs_person(error)
        elif self.schedule_id:
            self.state = "failed"
            self.schedule_id._deny(error)

    def _postpone(self, error):
        """Amazon is busy or away: note it, with the time of the next try."""
        retry_at = error.retry_at
        if retry_at is None:
            retry_at = fields.Datetime.now() + timedelta(minutes=5)
        else:
            retry_at = retry_at.replace(tzinfo=None)
        self.write({"state": "postponed", "retry_at": retry_at})
        self._info(self._explain_wait(error))
        if isinstance(error, Circle):
            self.schedule_id.circle_id = self

    def _explain_wait(self, error):
        words = str(error).rstrip(". ")
        if not (self.schedule_id or self.env.context.get("cron_id")):
            return self._explain_wait_of_button(error, words)
        if isinstance(error, Throttled):
            return self.env._(
                "Amazon's rate limit was reached (%(error)s). It is tried again automatically.",
                error=words,
            )
        return self.env._(
            "Amazon is not available right now (%(error)s). It is tried again automatically.",
            error=words,
        )

    def _explain_wait_of_button(self, error, words):
        """What only a button does, only a button does again."""
        pause = self.retry_at - fields.Datetime.now()
        minutes = max(ceil(pause.total_seconds() / 60), 1)
        if isinstance(error, Throttled):
            return self.env._(
                "Amazon's rate limit was reached (%(error)s). Minutes to wait before you try "
                "again: %(minutes)s.",
                error=words,
                minutes=minutes,
            )
        return self.env._(
            "Amazon is not available right now (%(error)s). Minutes to wait before you try again: "
            "%(minutes)s.",
            error=words,
            minutes=minutes,
        )

    def _wait(self, pause, message):
        """Amazon prepares something for us: end this run and come back.

        :param pause: ``datetime.timedelta``
        :param message: what Amazon is doing
        """
        retry_at = fields.Datetime.now() + pause
        self.write({"state": "postponed", "retry_at": retry_at, "is_waiting": True})
        self._info(message)

    def _wait_for_workers(self):
        retry_at = fields.Datetime.now() + CONCURRENCY_PAUSE
        self.write({"state": "postponed", "retry_at": retry_at})
        self._info(self.env._("Other workers were busy with the same records."))

    # Counts and messages

    def _counts_text(self):
        self.ensure_one()
        counts = [f"{self[name]} {name}" for name in COUNTERS if self[name]]
        return ", ".join([*counts, f"{self.api_calls} calls"])

    @contextmanager
    def _counting(self, client):
        """Add the calls that ``client`` makes inside to this operation.

        :param client: ``spapi.client.Client``
        """
        before = client.calls.copy()
        try:
            yield client
        except KEEPS_WORK:
            self._add_calls(client.calls - before)
            raise
        except Exception:
            # The work is undone, or the transaction is dead; the calls were made all the same.
            self.env.cr.rollback()
            self._add_calls(client.calls - before)
            self._commit()
            raise
        self._add_calls(client.calls - before)

    def _add_calls(self, made):
        """:param made: ``collections.Counter`` of calls by operation of Amazon's"""
        detail = dict(
            part.rsplit(" ", 1) for part in (self.api_call_detail or "").split(", ") if part
        )
        for name, count in made.items():
            detail[name] = int(detail.get(name, 0)) + count
        self.write(
            {
                "api_calls": self.api_calls + made.total(),
                "api_call_detail": ", ".join(f"{name} {n}" for name, n in detail.items()),
            }
        )

    def _count(self, **counts):
        """Add to the counters, for example ``_count(received=12, skipped=88)``."""
        self.ensure_one()
        self.write({name: self[name] + number for name, number in counts.items() if number})
        self._announce()

    def _info(self, message, document=None):
        self._log("info", message, document)

    def _warning(self, message, document=None):
        self._log("warning", message, document)

    def _error(self, message, document=None):
        self._log("error", message, document)

    def _log(self, level, message, document=None):
        self.ensure_one()
        self.env["amazon.operation.line"].sudo().create(
            {
                "operation_id": self.id,
                "level": level,
                "message": self._mask(message, document),
                "res_model": document._name if document else False,
                "res_id": document.id if document else False,
            }
        )

    @staticmethod
    def _mask(message, document):
        """Hide tokens, and what is known of the buyer whom a document is about."""
        masked = redact(message)
        if not document:
            return masked
        is_about = document._name != "amazon.order" and "order_id" in document._fields
        order = document.order_id if is_about else document
        is_known = order and order._name == "amazon.order"
        words = order._get_private_words() if is_known else []
        for word in words:
            masked = masked.replace(word, MASK)
        return masked


def _last_words(error):
    """The last line of a traceback, without what buyers or secrets it may carry."""
    return redact(traceback.format_exception_only(error)[-1].strip())
