"""Troubles: what needs a person, told once, closed by its key, worded when it is shown."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...context_keys import TROUBLE
from .trouble_kind import kind_of

KEPT_DAYS = 30


class AmazonTrouble(models.Model):
    _name = "amazon.trouble"
    _description = "Amazon Issue"
    _order = "severity, since desc, id desc"
    _rec_name = "title"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, help="Kind of the issue, and which one.")
    kind = fields.Char(compute="_compute_kind", store=True, index=True)
    arguments = fields.Json(readonly=True)
    severity = fields.Selection(
        [("error", "Error"), ("warning", "Warning")], required=True, readonly=True
    )
    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    store_id = fields.Many2one(
        "amazon.store", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    since = fields.Datetime(required=True, readonly=True)
    last_seen = fields.Datetime(required=True, readonly=True)
    told_at = fields.Datetime(
        readonly=True, index=True, help="When the responsible person was told; empty: not yet."
    )
    closed_at = fields.Datetime(readonly=True, index=True, help="Empty: it is still there.")
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, ondelete="set null", index="btree_not_null"
    )
    title = fields.Char(string="Issue", compute="_compute_words")
    sentence = fields.Text(string="What to Do", compute="_compute_words")
    action_text = fields.Char(string="Next Step", compute="_compute_words")
    record_name = fields.Char(string="Concerns", compute="_compute_record_name")

    _open_unique = models.UniqueIndex("(res_model, res_id, key) WHERE closed_at IS NULL")

    @api.depends("key")
    def _compute_kind(self):
        for trouble in self:
            trouble.kind = kind_of(trouble.key)

    @api.depends("res_model", "key", "arguments")
    @api.depends_context("lang")
    def _compute_words(self):
        for model_name, troubles in self.grouped("res_model").items():
            model = self.env.get(model_name)
            kinds = {} if model is None else model._get_trouble_kinds()
            for trouble in troubles:
                # An extension that knew the kind may be gone.
                kind = kinds.get(kind_of(trouble.key))
                words = (
                    kind.word(self.env, trouble.arguments or {}) if kind else (trouble.key, "", "")
                )
                trouble.title, trouble.sentence, trouble.action_text = words

    def _compute_record_name(self):
        for trouble in self:
            trouble.record_name = trouble._get_record().sudo().display_name

    def _get_record(self):
        """:return: the record in trouble, or an empty one if it is gone"""
        # An extension that knew the model may be gone.
        model = self.env.get(self.res_model)
        return self.browse() if model is None else model.browse(self.res_id).exists()

    def _get_kind(self):
        """:return: the ``TroubleKind``, worded in the language of the environment; None if gone"""
        model = self.env.get(self.res_model)
        return None if model is None else model._get_trouble_kinds().get(kind_of(self.key))

    def _is_task(self):
        kind = self._get_kind()
        return bool(kind and kind.is_task)

    # Screens

    def _get_remedy_action(self):
        """:return: action that a banner runs for the remedy of this trouble"""
        action = self.env.ref("amazon_connector.amazon_trouble_remedy_action").sudo()
        return {
            "type": "ir.actions.server",
            "id": action.id,
            "context": {
                "active_model": self._name,
                "active_id": self.id,
                "active_ids": self.ids,
            },
        }

    @api.model
    def _get_list_action(self, domain):
        """:return: window action of the issues of a domain, open ones first"""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_trouble_action"
        )
        return dict(action, domain=domain, context={"search_default_open": 1})

    def action_remedy(self):
        """Do what helps, or open where it is done.

        :return: client or window action
        """
        self.ensure_one()
        self.check_access("read")
        record = self._get_record().with_context(**{TROUBLE: self.id})
        record.check_access("read")
        kind = self._get_kind()
        outcome = self._take_remedy(record, kind.action) if kind and kind.action else False
        if outcome is False:
            # Nothing to do, or somebody else's work: the record says what it is about.
            return self.action_open_record()
        if isinstance(outcome, models.BaseModel) and outcome._name == "amazon.operation":
            return outcome._get_notification()
        return outcome

    @api.model
    def _take_remedy(self, record, name):
        """:param name: method that does what helps, or opens where it is done
        :return: what it returns; False where it, or what it opens, is not for this person
        """
        try:
            outcome = getattr(record, name)()
        except AccessError:
            return False
        return outcome if self._may_follow(outcome) else False

    def _may_follow(self, outcome):
        """Whether this person may open what a remedy leads to: what a store lacks may be others'.

        :param outcome: what the method of the remedy returned
        """
        res_model = outcome.get("res_model") if isinstance(outcome, dict) else None
        model = self.env.get(res_model)
        return model is None or model.has_access("read")

    def action_open_record(self):
        """Open the record in trouble."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_close(self):
        """A person says that it is over; if it is not, it comes back when it is noticed again."""
        self.check_access("read")
        self.sudo()._close()

    @api.autovacuum
    def _gc_troubles(self):
        """Drop what has been over for the days kept, a thousand at a time."""
        limit = 1000
        before = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        old = self.search([("closed_at", "<", before)], limit=limit)
        old.unlink()
        return len(old), len(old) == limit
