"""The checklist of accounts and stores: a row for each step, worked out from the records."""

from odoo import api, fields, models
from odoo.tools import SQL

# Rows per record; those of stores stand in the second half.
ROOM, HALF = 64, 32
WHO = [
    ("owner", "Account owner"),
    ("admin", "Administrator"),
    ("accountant", "Accountant"),
]


class AmazonSetupStep(models.Model):
    _name = "amazon.setup.step"
    _description = "Amazon Setup Step"
    _auto = False
    _order = "id"
    _depends = {
        "amazon.account": ["company_id"],
        "amazon.store": ["account_id", "company_id"],
    }

    account_id = fields.Many2one("amazon.account", string="Amazon Account", readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    position = fields.Integer(readonly=True)
    code = fields.Char(compute="_compute_words")
    name = fields.Char(string="Step", compute="_compute_words")
    why = fields.Char(string="What It Is For", compute="_compute_words")
    who = fields.Selection(
        WHO,
        compute="_compute_words",
        help="Who can take the step. Account owner: who has the login of the account at Amazon.",
    )
    need = fields.Selection(
        [("required", "Required"), ("later", "Later")],
        string="When",
        compute="_compute_words",
        help="Required: before the store goes live. Later: orders come in without it.",
    )
    act_kind = fields.Char(compute="_compute_words")
    has_place = fields.Boolean(compute="_compute_words")
    found = fields.Char(string="So Far", compute="_compute_state")
    state = fields.Selection(
        [("done", "Done"), ("next", "Next"), ("open", "Open")],
        string="Status",
        compute="_compute_state",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT account.id * %(room)s + position AS id, account.id AS account_id,
                   NULL::integer AS store_id, account.company_id, position
              FROM amazon_account account
        CROSS JOIN generate_series(0, %(account_last)s) AS position
         UNION ALL
            SELECT store.id * %(room)s + %(half)s + position, store.account_id, store.id,
                   store.company_id, position
              FROM amazon_store store
        CROSS JOIN generate_series(0, %(store_last)s) AS position
            """,
            room=ROOM,
            half=HALF,
            account_last=len(self.env["amazon.account"]._get_setup_steps()) - 1,
            store_last=len(self.env["amazon.store"]._get_setup_steps()) - 1,
        )

    def _get_owner(self):
        """:return: the ``amazon.store`` or ``amazon.account`` that the step is of"""
        return self.store_id or self.account_id

    def _get_step(self):
        """:return: ``SetupStep``"""
        return self._get_owner()._get_setup_steps()[self.position]

    @api.depends("position", "store_id", "account_id")
    @api.depends_context("lang", "uid")
    def _compute_words(self):
        for row in self:
            step = row._get_step()
            row.code = step.code
            row.name = self.env._(step.name)
            row.why = self.env._(step.why)
            row.who = step.who
            row.need = "required" if step.is_required else "later"
            row.act_kind = step.act_kind
            is_shown = not step.shows or self.env[step.shows].has_access("read")
            row.has_place = bool(step.place) and is_shown

    @api.depends("position", "store_id", "account_id")
    @api.depends_context("lang")
    def _compute_state(self):
        for owner in (*self.store_id, *self.filtered(lambda row: not row.store_id).account_id):
            done, following = owner._find_done_steps(), owner._find_next_step()
            for row in self.filtered(lambda row, owner=owner: row._get_owner() == owner):
                step = row._get_step()
                row.found = owner._get_step_words(step)
                row.state = "open"
                if step.code in done:
                    row.state = "done"
                elif following and step.code == following.code:
                    row.state = "next"

    # Buttons

    def action_act(self):
        """Do, propose or test this step, and tell what came of it.

        :return: client or window action
        """
        self.ensure_one()
        return self._get_owner()._take_step(self._get_step())

    def action_place(self):
        """Open where this step is set.

        :return: window action
        """
        self.ensure_one()
        self.check_access("read")
        return getattr(self._get_owner(), self._get_step().place)()
