"""When which job is due: one row per account (or store) and kind of work.

The rows are the lanes' work list: a lane locks the row that is due longest, works, books the
next time and moves on, so that any number of workers share the accounts and never do one twice.
"""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, LockError, UserError
from odoo.service.model import retrying

LONGEST_PAUSE = timedelta(hours=2)
# For how long a running job is no other lane's: a killed one goes on after that.
LEASE = timedelta(minutes=10)


class AmazonSchedule(models.Model):
    _name = "amazon.schedule"
    _description = "Amazon Schedule"
    _order = "next_run, id"
    _rec_name = "model_name"

    account_id = fields.Many2one("amazon.account", required=True, ondelete="cascade", index=True)
    store_id = fields.Many2one("amazon.store", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    model_name = fields.Char(
        string="Work", required=True, help="The document whose synchronisation this row books."
    )
    label = fields.Char(string="Job", compute="_compute_label")
    active = fields.Boolean(default=True)
    interval_minutes = fields.Integer(
        string="Every (minutes)", required=True, default=5, help="Pause between two runs."
    )
    next_run = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    last_run = fields.Datetime(readonly=True)
    last_success = fields.Datetime(readonly=True)
    failures = fields.Integer(readonly=True, help="Failed runs in a row; each doubles the pause.")
    cursor = fields.Datetime(
        readonly=True,
        help="Everything that changed at Amazon before this time (UTC) has been fetched.",
    )
    window_from = fields.Datetime(readonly=True, help="Start of the window being fetched (UTC).")
    window_until = fields.Datetime(readonly=True, help="Its end, as Amazon echoed it (UTC).")
    page_token = fields.Char(readonly=True, help="Next page of the window; Amazon keeps it 24 h.")
    page_token_at = fields.Datetime(readonly=True)
    rescanned_at = fields.Datetime(readonly=True, help="Last wide window, once a day.")
    report_ref = fields.Char(readonly=True, help="Report that Amazon is preparing for this job.")

    _work_unique = models.UniqueIndex(
        "(account_id, model_name, COALESCE(store_id, 0))", "This job is booked already."
    )

    def _compute_label(self):
        kinds = dict(self.env["amazon.operation"]._fields["kind"]._description_selection(self.env))
        for schedule in self:
            description = self.env[schedule.model_name]._description
            schedule.label = kinds.get(schedule.model_name, description)

    @api.constrains("interval_minutes")
    def _check_interval_minutes(self):
        if any(schedule.interval_minutes < 1 for schedule in self):
            raise UserError(self.env._("The pause between two runs is at least one minute."))

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
            for job in self._jobs()
            for vals in job._prepare_schedule_vals(accounts)
            if (vals["account_id"], vals.get("store_id", False), vals["model_name"]) not in booked
        ]
        return self.sudo().create(missing)

    @api.model
    def _ensure_for_all(self):
        """Book the jobs that a new version of the addon brings, for all accounts."""
        self._ensure_for(self.env["amazon.account"].sudo().search([("active", "=", True)]))

    def _jobs(self):
        return [
            self.env[name]
            for name, model in self.env.registry.items()
            if not model._abstract and hasattr(model, "_sync_scope")
        ]

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

    # Running

    @api.model
    def _run_now(self, model_name, accounts=None, stores=None):
        """Run a job at once, for a button or a script, whether due or not.

        :return: the ``amazon.operation`` records
        :raises UserError: when a worker is busy with the same job
        """
        (accounts or stores).check_access("read")
        operations = self.env["amazon.operation"]
        for schedule in self._find_for(model_name, accounts, stores):
            try:
                schedule.lock_for_update(allow_referencing=True)
            except LockError as error:
                raise UserError(
                    self.env._("This job is running right now. Try again in a minute.")
                ) from error
            operations |= schedule._run()
        return operations

    @api.model
    def _cron_lane(self, model_name):
        """What a lane does: take the row that is due longest, run it, go on to the next.

        :param model_name: kind of work of this lane
        """
        seen = self.browse()
        while schedule := retrying(partial(self._take_due, model_name, seen), self.env):
            seen |= schedule
            schedule._run()
            if not self.env["ir.cron"]._commit_progress(1, remaining=self._count_due(model_name)):
                return

    def _due_domain(self, model_name):
        return [
            ("model_name", "=", model_name),
            ("next_run", "<=", fields.Datetime.now()),
            ("account_id.active", "=", True),
            ("account_id.state", "=", "connected"),
            "|",
            ("store_id", "=", False),
            ("store_id.state", "=", "live"),
        ]

    def _count_due(self, model_name):
        return self.search_count(self._due_domain(model_name))

    def _take_due(self, model_name, seen):
        """Lease and return the due row that no other lane works on and that we have not seen."""
        due = self.search([*self._due_domain(model_name), ("id", "not in", seen.ids)])
        taken = due.try_lock_for_update(allow_referencing=True, limit=1)
        taken.next_run = fields.Datetime.now() + LEASE
        return taken

    def _run(self):
        """Do the work of this row and book the next run.

        :return: the ``amazon.operation`` that tells what happened
        """
        self.ensure_one()
        account = self.account_id._work_env()
        schedule = self.with_env(account.env)
        # Each commit releases the row's lock; the lease keeps other lanes away all the same.
        schedule.next_run = fields.Datetime.now() + LEASE
        with account.env["amazon.operation"]._record(
            account, self.model_name, schedule.store_id
        ) as operation:
            schedule._keep_lock()
            account.env[self.model_name]._sync(schedule, operation)
        schedule._book(operation)
        return operation.with_env(self.env)

    def _keep_lock(self):
        """A commit releases the row; take it again before going on."""
        if not self.try_lock_for_update(allow_referencing=True):
            raise ConcurrencyError("another worker has taken over this job")

    def _checkpoint(self, processed=0):
        """Commit, report progress, keep the row.

        :return: seconds that are left to this run
        """
        left = self.env["ir.cron"]._commit_progress(processed)
        self._keep_lock()
        return left

    def _book(self, operation):
        """Decide when this row is due again, from how the run went."""
        now = fields.Datetime.now()
        failures = self.failures + 1 if operation.state == "failed" else 0
        pause = timedelta(minutes=self.interval_minutes)
        next_run = {
            "postponed": operation.retry_at,
            "partial": now,
            "failed": now + min(pause * 2 ** min(failures, 10), LONGEST_PAUSE),
        }.get(operation.state) or now + self.env[self.model_name]._get_pause(self, operation)
        self.write(
            {
                "last_run": now,
                "last_success": now if operation.state == "done" else self.last_success,
                "failures": failures,
                "next_run": next_run,
            }
        )
        self._trigger_lane(next_run)
        self.env["ir.cron"]._commit_progress()

    def _trigger_lane(self, at=None):
        """Wake a lane of this kind of work at a time (UTC), or now."""
        for model_name in set(self.mapped("model_name")):
            self.env["ir.cron"]._trigger_amazon_lane(model_name, at)

    def _run_soon(self):
        """Make the rows due and wake their lanes after the commit."""
        self.write({"next_run": fields.Datetime.now()})
        self._trigger_lane()

    def action_run_now(self):
        """Run this job from its row in the list."""
        self.ensure_one()
        self.lock_for_update(allow_referencing=True)
        return self._run()._get_notification()
