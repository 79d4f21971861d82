"""Recording a run: what happens inside is counted, logged and never lost."""

import logging
import traceback
from contextlib import contextmanager
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...spapi.errors import (
    SpApiError,
    Throttled,
    Unauthorized,
    Unavailable,
    UnreadablePayload,
)
from ...spapi.redact import redact

_logger = logging.getLogger(__name__)

CONCURRENCY_PAUSE = timedelta(minutes=1)
COUNTERS = ("received", "processed", "skipped", "cancelled", "held", "failed", "sent")


class AmazonOperation(models.Model):
    _inherit = "amazon.operation"

    @contextmanager
    def _record(self, account, kind, store=None):
        """Log what happens inside; an error of Amazon's ends the run, never the caller.

        :param account: ``amazon.account``
        :param kind: value of ``kind``
        :param store: ``amazon.store`` when the run concerns one
        :return: context manager that gives the ``amazon.operation``
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
        except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
            self.env.cr.rollback()
            operation._wait(
                CONCURRENCY_PAUSE, self.env._("Other workers were busy with the same records.")
            )
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


def _last_words(error):
    """The last line of a traceback, without what buyers or secrets it may carry."""
    return redact(traceback.format_exception_only(error)[-1].strip())
