"""How the connector is doing, in figures for a monitoring tool: no names, no buyers."""

import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models

TOKEN_PARAMETER = "amazon_connector.health_token"
# A lane looks once in ten minutes even if nobody wakes it; what waits longer than this has no
# worker: no cron threads, lanes switched off, or too few of them.
OVERDUE = timedelta(minutes=30)
# A dead run's row is taken over by the next turn of a lane.
ABANDONED = timedelta(minutes=15)
# Orders are made within the run that receives them, or by the next processing lane.
UNPROCESSED = timedelta(hours=1)
# What is left of an account that is put away rests for good.
IN_USE = ("account_id.active", "=", True)


class AmazonHealth(models.AbstractModel):
    _name = "amazon.health"
    _description = "Amazon Health"

    # The token

    @api.model
    def _get_token(self):
        """:return: the token, without which nobody gets an answer; False if there is none"""
        return self.env["ir.config_parameter"].sudo().get_param(TOKEN_PARAMETER)

    @api.model
    def _set_token(self):
        """A new token in place of the old one, which is worth nothing from now on."""
        token = secrets.token_urlsafe(32)
        self.env["ir.config_parameter"].sudo().set_param(TOKEN_PARAMETER, token)
        return token

    @api.model
    def _drop_token(self):
        """From now on nobody gets an answer."""
        self.env["ir.config_parameter"].sudo().set_param(TOKEN_PARAMETER, False)

    @api.model
    def _is_token(self, given):
        """Compare in a time that tells nothing of how much of a guess was right.

        :param given: text that the caller sent
        """
        token = self._get_token()
        return bool(token) and hmac.compare_digest(token.encode(), given.encode())

    # The report

    @api.model
    def _get_report(self):
        """What there is to say, over all companies.

        :return: dict of ``status`` (``ok``, ``degraded``, ``failing``), ``reasons`` (names of the
            figures that spoil it) and the figures; ages are whole minutes
        """
        figures = self._get_figures()
        failing, degraded = self._judge(figures)
        status = "failing" if failing else "degraded" if degraded else "ok"
        return {"status": status, "reasons": failing + degraded, **figures}

    @api.model
    def _get_figures(self):
        """All figures, without a judgment. A hook: an extension adds groups of its own.

        :return: dict of group → dict of figure → whole number
        """
        return {
            "accounts": self._count_accounts(),
            "jobs": self._count_jobs(),
            "orders": self._count_orders(),
            "troubles": self._count_troubles(),
        }

    @api.model
    def _judge(self, figures):
        """Which figures spoil the status. A hook: an extension adds its own.

        :param figures: dict of groups of figures, as the report has them
        :return: (names of what makes it fail, names of what makes it worse than ok), each name
            ``group.figure``
        """
        failing = ("accounts.need_a_person", "jobs.overdue", "jobs.abandoned")
        degraded = ("jobs.not_advancing", "orders.late", "orders.failed", "troubles.errors")
        return self._find_set(figures, failing), self._find_set(figures, degraded)

    def _find_set(self, figures, names):
        """:return: list of those names whose figure is not zero"""
        pairs = [(name, *name.split(".")) for name in names]
        return [name for name, group, figure in pairs if figures[group][figure]]

    def _count_accounts(self):
        counts = dict(self.env["amazon.account"].sudo()._read_group([], ["state"], ["__count"]))
        return {"connected": counts.get("connected", 0), "need_a_person": counts.get("error", 0)}

    def _count_jobs(self):
        """Jobs of connected accounts and live stores; the others rest on purpose."""
        now = fields.Datetime.now()
        rows = self.env["amazon.schedule"].sudo().search(self._get_job_domain())
        running = rows.filtered("operation_id")
        late = (rows - running).filtered(lambda row: row.next_run < now - OVERDUE)
        return {
            "booked": len(rows),
            "running": len(running),
            "overdue": len(late),
            "longest_overdue_minutes": self._get_minutes(min(late.mapped("next_run"), default=now)),
            "abandoned": len(running.filtered(lambda row: row.leased_until < now - ABANDONED)),
            "not_advancing": len(rows.filtered("troubled_since")),
        }

    def _get_job_domain(self):
        return [
            IN_USE,
            ("account_id.state", "=", "connected"),
            ("denied_operation", "=", False),
            "|",
            ("store_id", "=", False),
            "&",
            ("store_id.active", "=", True),
            ("store_id.state", "=", "live"),
        ]

    def _count_orders(self):
        orders = self.env["amazon.order"].sudo()
        ((waiting, since),) = orders._read_group(
            [IN_USE, ("state", "=", "received")], aggregates=["__count", "write_date:min"]
        )
        now = fields.Datetime.now()
        return {
            "unprocessed": waiting,
            "oldest_unprocessed_minutes": self._get_minutes(since or now),
            "late": orders.search_count(
                [IN_USE, ("state", "=", "received"), ("write_date", "<", now - UNPROCESSED)]
            ),
            "failed": orders.search_count([IN_USE, ("state", "=", "failed")]),
        }

    def _count_troubles(self):
        counts = dict(
            self.env["amazon.trouble"]
            .sudo()
            ._read_group([IN_USE, ("closed_at", "=", False)], ["severity"], ["__count"])
        )
        return {"errors": counts.get("error", 0), "warnings": counts.get("warning", 0)}

    def _get_minutes(self, since):
        return max(int((fields.Datetime.now() - since).total_seconds() // 60), 0)
