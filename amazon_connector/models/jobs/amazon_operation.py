"""Operations log: each run of a job, what it did, what it cost, what went wrong."""

from datetime import timedelta

from odoo import api, fields, models

LOG_DAYS = "amazon_connector.log_days"
DEFAULT_DAYS = 7


class AmazonOperation(models.Model):
    _name = "amazon.operation"
    _description = "Amazon Operation"
    _order = "id desc"
    _rec_name = "kind"

    account_id = fields.Many2one(
        "amazon.account", string="Amazon Account", required=True, ondelete="cascade", index=True
    )
    store_id = fields.Many2one("amazon.store", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    schedule_id = fields.Many2one(
        "amazon.schedule",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The row that this run owned; empty for what a button did besides the schedule.",
    )
    kind = fields.Selection(selection="_get_kinds", required=True)
    state = fields.Selection(
        [
            ("running", "Running"),
            ("done", "Done"),
            ("partial", "Continues"),
            ("postponed", "Waiting"),
            ("stopped", "Stopped"),
            ("failed", "Failed"),
        ],
        required=True,
        default="running",
        help="Continues: the run used up its time and goes on automatically. Waiting: Amazon is "
        "busy or prepares something, or a quota is used up; it is tried again automatically. "
        "Stopped: by a person; the job rests for a day unless it is resumed.",
    )
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)
    started_at = fields.Datetime(default=fields.Datetime.now, required=True)
    ended_at = fields.Datetime()
    duration = fields.Float(compute="_compute_duration", help="Seconds from start to end.")
    retry_at = fields.Datetime(string="Next Try")
    is_waiting = fields.Boolean(
        readonly=True, help="Postponed because Amazon prepares something for this job."
    )
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

    @api.model
    def _get_kinds(self):
        """What a run can be of: the jobs that exist, and what an account does besides.

        :return: list of (value, what the reader calls it)
        """
        return [
            ("connection", self.env._("Test connection")),
            ("stores", self.env._("Load stores")),
            ("rehearsal", self.env._("Rehearsal")),
            ("amazon.close", self.env._("Month's close")),
            *self.env["amazon.schedule"]._get_job_names(),
        ]

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

    # Screens and upkeep

    @api.depends("kind", "account_id", "store_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for operation in self:
            owner = operation.store_id or operation.account_id
            operation.display_name = f"{kinds.get(operation.kind)}: {owner.display_name}"

    @api.autovacuum
    def _gc_operations(self):
        """Drop the log after the days kept, a thousand at a time."""
        limit = 1000
        kept = self.env["ir.config_parameter"].sudo().get_param(LOG_DAYS)
        days = int(kept) if (kept or "").isdigit() else DEFAULT_DAYS
        before = fields.Datetime.now() - timedelta(days=max(days, 1))
        old = self.search([("started_at", "<", before)], limit=limit)
        old.unlink()
        return len(old), len(old) == limit
