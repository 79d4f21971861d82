"""What a run tells: in one line of the log, and in the toast of whoever pressed the button."""

from odoo import api, fields, models

# So many messages fit into a toast; the log has them all.
MOST_TOLD = 3
# Documents of a run that can be opened from it; a list of more is better made by filters.
MOST_KEPT = 1000
COUNTED = ("processed", "sent", "cancelled", "held", "failed")
# What is read takes longer than Odoo's usual four seconds.
READING_MS = 10_000


class AmazonOperation(models.Model):
    _inherit = "amazon.operation"

    outcome = fields.Char(compute="_compute_outcome", help="What the run has done so far.")
    document_ids = fields.Json(readonly=True, export_string_translation=False)
    document_count = fields.Integer(string="Documents", compute="_compute_document_count")

    @api.depends("kind", "state", "received", *COUNTED)
    @api.depends_context("lang")
    def _compute_outcome(self):
        for operation in self:
            operation.outcome = operation._word_outcome()

    @api.depends("document_ids", "kind")
    @api.depends_context("uid")
    def _compute_document_count(self):
        for operation in self:
            model = self.env.get(operation.kind)
            is_shown = model is not None and model.has_access("read")
            operation.document_count = len(operation.document_ids or []) if is_shown else 0

    def _word_outcome(self):
        """What these runs of one kind have done together: "3 orders imported, 1 on hold"."""
        counts = {name: sum(self.mapped(name)) for name in COUNTED}
        jobs = dict(self.env["amazon.schedule"]._get_job_names())
        kind = self[:1].kind
        words = self.env[kind if kind in jobs else "amazon.sync.mixin"]
        received = sum(self.mapped("received"))
        if not any(counts.values()) and received and "running" in self.mapped("state"):
            return self.env._("%(count)s received", count=received)
        return words._word_counts(counts)

    def _keep_documents(self, documents):
        """Remember what the run was about, so that it can be opened from the log."""
        if documents and documents._name == self.kind:
            known = self.document_ids or []
            new = [id_ for id_ in documents.ids if id_ not in set(known)]
            if new and len(known) < MOST_KEPT:
                self.document_ids = [*known, *new][:MOST_KEPT]

    def action_view_documents(self):
        """The documents that these runs of one kind were about.

        :return: window action
        """
        model = self.env[self[:1].kind]
        ids = [id_ for operation in self for id_ in operation.document_ids or []]
        action = {
            "type": "ir.actions.act_window",
            "name": model._get_job_name(),
            "res_model": model._name,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", ids)],
        }
        if len(ids) == 1:
            action |= {"res_id": ids[0], "view_mode": "form", "views": [(False, "form")]}
        return action

    # The toast

    def _get_notification(self):
        """:return: client action that tells the person who pressed the button the outcome"""
        texts = [runs._get_toast_text() for runs in self.grouped("kind").values()]
        level = self._get_toast_type()
        return {
            "type": "ir.actions.client",
            "tag": "amazon_connector.toast",
            "params": {
                "title": self.display_name if len(self) == 1 else self.env._("Amazon"),
                "message": "\n".join(filter(None, texts)) or self.env._("There was nothing to do."),
                "type": level,
                "delay": READING_MS if level != "success" else 0,
                "buttons": self._get_toast_buttons(level),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_toast_type(self):
        """A normal wait, or nothing to do, is neither good nor bad."""
        if "failed" in self.mapped("state"):
            return "danger"
        if any(run.held or run.failed or run.level != "info" for run in self):
            return "warning"
        went_on = any(run._word_outcome() or run.kind == "connection" for run in self)
        return "success" if went_on else "info"

    def _get_toast_text(self):
        """:return: what these runs of one kind have done, and what is in their way"""
        if self[:1].kind == "connection":
            # The account says in one sentence what the lines say role by role.
            return "\n".join(filter(None, self.account_id.mapped("state_reason")))
        outcome = self._word_outcome()
        texts = [self.env._("%(outcome)s.", outcome=outcome)] if outcome else []
        if "partial" in self.mapped("state"):
            texts.append(self.env._("The rest follows automatically."))
        return "\n".join([*texts, *self._find_told()])

    def _find_told(self):
        """:return: list of the messages that a toast repeats, the gravest first"""
        ranks = ("error", "warning", "info")
        lines = self.line_ids.sorted(lambda line: (ranks.index(line.level), line.id))
        told = list(dict.fromkeys(lines.mapped("message")))
        return told[:MOST_TOLD] + ["…"] * (len(told) > MOST_TOLD)

    def _get_toast_buttons(self, level):
        """:return: list of dicts ``name``, ``action``: the way to what the toast tells of"""
        buttons = []
        documented = self.filtered("document_ids")
        kinds = set(documented.mapped("kind"))
        if len(kinds) == 1 and self.env[kinds.pop()].has_access("read"):
            action = documented.action_view_documents()
            buttons.append({"name": action["name"], "action": action})
        if level in ("danger", "warning") or not buttons:
            buttons.append({"name": self.env._("Sync Log"), "action": self._get_log_action()})
        return buttons

    def _get_log_action(self):
        """:return: window action of these runs in the log"""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Sync Log"),
            "res_model": self._name,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self.ids)],
        }
        if len(self) == 1:
            action |= {"res_id": self.id, "view_mode": "form", "views": [(False, "form")]}
        return action
