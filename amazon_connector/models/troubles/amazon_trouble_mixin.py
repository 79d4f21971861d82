"""Records that can be in trouble: they tell a person once, and say when it is over."""

from odoo import api, fields, models

from .trouble_kind import TroubleKind

LEVELS = {"error": "danger", "warning": "warning"}
OPEN_FORM = "action_open_form"


class AmazonTroubleMixin(models.AbstractModel):
    _name = "amazon.trouble.mixin"
    _description = "Amazon Record with Troubles"

    trouble_ids = fields.One2many(
        "amazon.trouble",
        "res_id",
        string="Open Issues",
        domain=[("closed_at", "=", False)],
        readonly=True,
        copy=False,
    )
    trouble_alerts = fields.Json(
        string="Alerts", compute="_compute_trouble_alerts", export_string_translation=False
    )

    def action_open_form(self):
        """The form of this record: the remedy where the form itself says what to do.

        :return: window action
        """
        self.ensure_one()
        return self.get_formview_action()

    # Contract

    @api.model
    def _get_trouble_kinds(self) -> dict[str, TroubleKind]:
        """Every kind of trouble that a record of this model can have, in one place.

        Extensions add theirs to what ``super()`` returns, in terms of ``LazyTranslate``::

            def _get_trouble_kinds(self):
                return super()._get_trouble_kinds() | {
                    "label_missing": TroubleKind(
                        title=_lt("No label"),
                        sentence=_lt("%(carrier)s gave no label: print it by hand."),
                        action="action_view_picking",
                        action_text=_lt("Open Delivery"),
                    )
                }

        :return: dict key → kind
        """
        return {}

    def _get_trouble_owner(self):
        """:return: tuple (``amazon.account``, ``amazon.store`` or empty) the record belongs to"""
        store = self.store_id if "store_id" in self._fields else self.env["amazon.store"]
        return self.account_id, store

    def _is_settled(self, trouble) -> bool:
        """Whether what the trouble is about is over without anyone having said so.

        Asked once an hour for every open trouble.

        :param trouble: open ``amazon.trouble`` of this record
        """
        return False

    @api.model
    def _notice_troubles(self) -> None:
        """Raise what goes on for too long without any job coming by: asked once an hour."""

    # For those who notice trouble, or its end

    def _raise_trouble(self, key, **arguments):
        """Something needs a person: tell the responsible one once, not every time it happens.

        What happens again only renews the arguments. Nothing waits for another worker: two who
        notice the same at once make one trouble.

        :param key: a kind, or a kind and which one: ``"excess_units:<item>"``; with the record
            it is the identity of the trouble
        :param arguments: codes, numbers and names of documents that the sentence tells; never
            words from outside, in which buyers' data may be
        """
        for record in self:
            self.env["amazon.trouble"]._raise(record, key, arguments)

    def _close_troubles(self, *keys):
        """These troubles are over: close them, and take their activities away.

        :param keys: whole keys, or kinds, which stand for all keys of the kind
        """
        self.env["amazon.trouble"]._find_open(self, *keys)._close()

    # Screens

    @api.depends_context("lang", "uid")
    def _compute_trouble_alerts(self):
        for record in self:
            record.trouble_alerts = record._prepare_trouble_alerts() or False

    def _prepare_trouble_alerts(self) -> dict:
        """What the banner of the form says, with its buttons: one entry per open trouble.

        :return: dict for the widget ``actionable_errors``
        """
        alerts = {}
        for trouble in self.sudo().trouble_ids:
            alert = {"level": LEVELS[trouble.severity], "message": trouble.sentence}
            kind = trouble._get_kind()
            # The way to this form would lead nowhere from here.
            if kind and kind.action != OPEN_FORM:
                alert["action_text"] = trouble.action_text
                alert["action"] = trouble._get_remedy_action()
            alerts[f"trouble_{trouble.id}"] = alert
        return alerts

    def unlink(self):
        # A generic reference has no foreign key that would do this.
        self.env["amazon.trouble"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        return super().unlink()
