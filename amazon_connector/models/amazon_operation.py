"""Operations log: each run of a job, what it did, what it cost, what went wrong."""

import logging
import traceback
from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..spapi.errors import (
    SpApiError,
    Throttled,
    Unauthorized,
    Unavailable,
    UnreadablePayload,
)
from ..spapi.redact import redact

_logger = logging.getLogger(__name__)

KEPT_DAYS = 7
COUNTERS = ("received", "processed", "skipped", "cancelled", "held", "failed", "sent")


class AmazonOperation(models.Model):
    _name = "amazon.operation"
    _description = "Amazon Operation"
    _order = "id desc"
    _rec_name = "kind"

    account_id = fields.Many2one("amazon.account", required=True, ondelete="cascade", index=True)
    store_id = fields.Many2one("amazon.store", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("connection", "Test connection"),
            ("stores", "Load stores"),
            ("amazon.order", "Orders"),
            ("amazon.listing", "Listings"),
            ("amazon.submission", "Stock"),
            ("amazon.shipment", "Shipments"),
        ],
        required=True,
    )
    state = fields.Selection(
        [
            ("running", "Running"),
            ("done", "Done"),
            ("partial", "To be continued"),
            ("postponed", "Postponed"),
            ("failed", "Failed"),
        ],
        required=True,
        default="running",
        help="To be continued: the run used up its time and goes on by itself. "
        "Postponed: Amazon was busy or out of reach, or a quota was used up; it is tried again "
        "by itself.",
    )
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)
    started_at = fields.Datetime(default=fields.Datetime.now, required=True)
    ended_at = fields.Datetime()
    duration = fields.Float(compute="_compute_duration", help="Seconds from start to end.")
    retry_at = fields.Datetime(string="Next Try")
    received = fields.Integer(help="Documents that Amazon sent and that were new or changed.")
    processed = fields.Integer()
    skipped = fields.Integer(help="Documents that need nothing: unchanged, or not wanted.")
    cancelled = fields.Integer()
    held = fields.Integer(help="Documents that wait for a setting or a person.")
    failed = fields.Integer()
    sent = fields.Integer(help="Shipments, quantities or documents handed over to Amazon.")
    api_calls = fields.Integer(string="API Calls")
    api_call_detail = fields.Char(string="Calls by Operation")
    line_ids = fields.One2many("amazon.operation.line", "operation_id", string="Messages")
    level = fields.Selection(
        [("info", "Info"), ("warning", "Warning"), ("error", "Error")],
        compute="_compute_level",
        store=True,
    )

    @api.depends("started_at", "ended_at")
    def _compute_duration(self):
        for operation in self:
            ended = operation.ended_at or fields.Datetime.now()
            operation.duration = (ended - operation.started_at).total_seconds()

    @api.depends("line_ids.level")
    def _compute_level(self):
        ranks = {"info": 0, "warning": 1, "error": 2}
        for operation in self:
            levels = operation.line_ids.mapped("level")
            operation.level = max(levels, key=ranks.get, default="info")

    # Recording a run

    @contextmanager
    def _record(self, account, kind, store=None):
        """Log what happens inside; an error of Amazon's ends the run, never the caller.

        :param account: ``amazon.account``
        :param kind: value of ``kind``
        :param store: ``amazon.store`` when the run concerns one
        :return: context manager that gives the ``amazon.operation``
        :raises psycopg2.OperationalError: concurrency errors pass, the transaction is dead
        """
        operation = self.sudo().create(
            {"account_id": account.id, "kind": kind, "store_id": store.id if store else False}
        )
        operation._commit()
        try:
            yield operation
        except (Throttled, Unavailable) as error:
            operation._postpone(error)
        except Unauthorized as error:
            operation._error(account._explain(error), account)
            account._work_env()._needs_person(error)
        except OperationalError:
            raise
        except (SpApiError, UserError, UnreadablePayload) as error:
            operation._error(str(error), account)
        except Exception as error:  # noqa: BLE001 - a bug must end in the log, not in a lost run
            self.env.cr.rollback()
            _logger.exception("Amazon %s of account %s failed", kind, account.id)
            operation._error(_last_words(error), account)
        operation._close()

    def _postpone(self, error):
        """Amazon is busy or away: note it, with the time of the next try."""
        retry_at = error.retry_at
        if retry_at is None:
            retry_at = fields.Datetime.now() + timedelta(minutes=5)
        else:
            retry_at = retry_at.replace(tzinfo=None)
        self.write({"state": "postponed", "retry_at": retry_at})
        self._info(
            self.env._("Amazon asks for patience: %(error)s. It is tried again.", error=error)
        )

    def _wait(self, pause, message):
        """Amazon is working for us: end this run and come back.

        :param pause: ``datetime.timedelta``
        :param message: what Amazon is doing
        """
        self.write({"state": "postponed", "retry_at": fields.Datetime.now() + pause})
        self._info(message)

    def _close(self):
        for operation in self:
            vals = {"ended_at": fields.Datetime.now()}
            if operation.state == "running":
                failed = operation.level == "error" and not operation.processed
                vals["state"] = "failed" if failed else "done"
            operation.write(vals)
            _logger.info(
                "Amazon %s of account %s: %s in %.1f s, %s",
                operation.kind,
                operation.account_id.id,
                operation.state,
                operation.duration,
                operation._counts_text(),
            )
        self._commit()

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
        finally:
            made = client.calls - before
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
                "message": redact(message),
                "res_model": document._name if document else False,
                "res_id": document.id if document else False,
            }
        )

    def _commit(self):
        """Make what is done so far durable; inside a scheduled job, report progress too."""
        return self.env["ir.cron"]._commit_progress()

    # Telling people

    @api.model
    def _tell_person(self, record, summary, note):
        """Plan an activity for the responsible of the account; once, not every run (G3).

        :param record: record with activities and an ``account_id`` (or an account itself)
        :param summary: title of the activity
        :param note: plain text: what happened and what to do
        """
        account = record if record._name == "amazon.account" else record.account_id
        user = account.user_id if account.user_id.active else self.env.ref("base.user_admin")
        record = record.with_user(self.env.ref("base.user_root")).sudo()
        open_ones = record.activity_search(
            ["mail.mail_activity_data_warning"], only_automated=True
        ).filtered(lambda activity: activity.summary == summary)
        if open_ones:
            open_ones.note = plaintext2html(note)
            return
        record.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=summary,
            note=plaintext2html(note),
            user_id=user.id,
        )

    # Screens and upkeep

    def _get_notification(self):
        """:return: client action that tells the person who pressed the button the outcome"""
        states = dict(self._fields["state"]._description_selection(self.env))
        messages = [
            f"{operation.display_name}: {states[operation.state]} ({operation._counts_text()})"
            for operation in self
        ]
        troubled = self.filtered(lambda operation: operation.state in ("failed", "postponed"))
        messages += troubled.line_ids.mapped("message")[:3]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Amazon"),
                "message": "\n".join(messages) or self.env._("There was nothing to do."),
                "type": "warning" if troubled else "success",
                "sticky": bool(troubled),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.depends("kind", "account_id", "store_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for operation in self:
            owner = operation.store_id or operation.account_id
            operation.display_name = f"{kinds.get(operation.kind)} {owner.display_name}"

    @api.autovacuum
    def _gc_operations(self):
        """Drop the log after the days kept, a thousand at a time."""
        limit = 1000
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("started_at", "<", before)], limit=limit)
        old.unlink()
        return len(old), len(old) == limit


def _last_words(error):
    """The last line of a traceback, without what buyers or secrets it may carry."""
    return redact(traceback.format_exception_only(error)[-1].strip())
