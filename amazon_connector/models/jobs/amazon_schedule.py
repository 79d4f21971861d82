"""When which job is due: one row per account (or store) and kind of work.

The rows are the lanes' work list (``amazon_schedule_running.py``): a lane leases the row that is
due longest, works, books the next time and moves on, so that any number of workers share the
accounts and never do one twice. Everybody else only reads a row, or leaves a signal for it.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class AmazonSchedule(models.Model):
    _name = "amazon.schedule"
    _description = "Amazon Schedule"
    _order = "next_run, id"
    _rec_name = "model_name"

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    store_id = fields.Many2one(
        "amazon.store", ondelete="cascade", index="btree_not_null", readonly=True
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    model_name = fields.Selection(
        selection="_get_job_names",
        string="Work",
        required=True,
        readonly=True,
        help="The document whose synchronization this row books.",
    )
    label = fields.Char(string="Job", compute="_compute_label")
    active = fields.Boolean(default=True)
    interval_minutes = fields.Integer(
        string="Every (minutes)", required=True, default=5, help="Pause between two runs."
    )
    next_run = fields.Datetime(
        required=True, default=fields.Datetime.now, index=True, readonly=True
    )
    rests_until = fields.Datetime(
        readonly=True, help="Until then, documents that wait do not bring the next run forward."
    )
    last_run = fields.Datetime(readonly=True)
    last_success = fields.Datetime(readonly=True)
    failures = fields.Integer(readonly=True, help="Failed runs in a row; each doubles the pause.")
    troubled_since = fields.Datetime(
        readonly=True, help="First of the runs in a row that brought nothing to an end."
    )
    troubled_runs = fields.Integer(
        readonly=True, help="Runs in a row that failed or were postponed without any progress."
    )
    denied_operation = fields.Char(
        readonly=True, help="Operation for which the application lacks a role; the job rests."
    )
    proved_at = fields.Datetime(
        readonly=True, help="When Amazon last let the application do this work."
    )
    operation_id = fields.Many2one(
        "amazon.operation",
        string="Run",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The run that owns the job right now.",
    )
    leased_until = fields.Datetime(
        readonly=True,
        help="Until then the job is this run's alone; a run that lives renews it.",
    )
    cursor = fields.Datetime(
        readonly=True,
        help="Everything that changed at Amazon before this time has been fetched.",
    )
    window_from = fields.Datetime(
        readonly=True, help="Start of the window being fetched; empty between two windows."
    )
    window_until = fields.Datetime(readonly=True, help="Its end, as Amazon echoed it.")
    # End of the last complete one: by Amazon's clock, while the cursor is never ahead of ours.
    echoed_until = fields.Datetime(readonly=True, export_string_translation=False)
    rescanned_at = fields.Datetime(readonly=True, help="Last wide window, once a day.")
    stumbled_on = fields.Integer(
        readonly=True,
        help="Id of the document with which the last run gave up sending: the next one begins "
        "behind it. 0: it came to the end.",
    )
    report_ref = fields.Char(readonly=True, help="Report that Amazon is preparing for this job.")

    _work_unique = models.UniqueIndex(
        "(account_id, model_name, COALESCE(store_id, 0))", "This job is booked already."
    )

    @api.depends("model_name")
    @api.depends_context("lang")
    def _compute_label(self):
        names = dict(self._get_job_names())
        for schedule in self:
            # The extension that brought the job may be gone; its row is shown all the same.
            schedule.label = names.get(schedule.model_name, schedule.model_name)

    @api.constrains("model_name")
    def _check_model_name(self):
        # Odoo itself holds no one to a selection that a method gives.
        names = dict(self._get_job_names())
        for schedule in self:
            if schedule.model_name not in names:
                raise ValidationError(self.env._("There is no job %s.", schedule.model_name))

    @api.constrains("interval_minutes")
    def _check_interval_minutes(self):
        if any(schedule.interval_minutes < 1 for schedule in self):
            raise UserError(self.env._("The pause between two runs is at least one minute."))

    # The jobs there are

    @api.model
    def _get_jobs(self):
        """Every kind of work: the models that inherit ``amazon.sync.mixin``.

        Work without documents of its own is an abstract model with a ``_sync_name``.

        :return: list of empty recordsets, one per kind
        """
        names = self.env.registry.descendants(["amazon.sync.mixin"], "_inherit")
        kinds = [self.env[name] for name in names]
        return [kind for kind in kinds if kind._sync_name or not kind._abstract]

    @api.model
    def _get_job_names(self):
        """:return: list of (model's name, what the job is called), for selections"""
        return [(job._name, job._get_job_name()) for job in self._get_jobs()]

    # Booking

    @api.model
    def _ensure_for(self, accounts):
        """Book every job that accounts and their stores lack.

        Any model that inherits ``amazon.sync.mixin`` is a job: adding one needs no change here.
        """
        accounts = accounts.sudo()
        booked = {
            (row.account_id.id, row.store_id.id, row.model_name)
            for row in self.sudo()
            .with_context(active_test=False)
            .search([("account_id", "in", accounts.ids)])
        }
        missing = [
            vals
            for job in self._get_jobs()
            for vals in job._prepare_schedule_vals(accounts)
            if (vals["account_id"], vals.get("store_id", False), vals["model_name"]) not in booked
        ]
        return self.sudo().create(missing)

    @api.model
    def _ensure_for_all(self):
        """Book the jobs that a new version of the addon brings, for all accounts."""
        self._ensure_for(self.env["amazon.account"].sudo().search([("active", "=", True)]))

    @api.model
    def _find_for(self, model_name, accounts=None, stores=None):
        """The rows of one kind of work for accounts or stores.

        :param model_name: for example ``amazon.order``
        """
        domain = [("model_name", "=", model_name)]
        if stores is not None:
            domain.append(("store_id", "in", stores.ids))
        elif accounts is not None:
            domain.append(("account_id", "in", accounts.ids))
        return self.sudo().search(domain)

    # Waking: for everybody, so it only inserts

    def _run_soon(self, since=False):
        """Somebody wants these jobs to run soon, even if they rest after a failure.

        :param since: datetime (UTC, naive) from which on changes are to be fetched again
        """
        if self:
            self.env["amazon.signal"]._leave(self, since)
            self._trigger_lane()

    def _trigger_lane(self, at=None):
        """Wake the lanes of these kinds of work at a time (UTC), or now."""
        lanes = {self.env[name]._sync_lane for name in set(self.mapped("model_name"))}
        for lane in lanes:
            self.env["ir.cron"]._trigger_amazon_lane(lane, at)
