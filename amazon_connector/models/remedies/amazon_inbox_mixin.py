"""What documents wait for, told once per store and kind, with the button that mends it."""

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind, kind_of

_lt = LazyTranslate(__name__)

# So many of the missing things are named to a person; the list of documents has the rest.
MOST_NAMED = 5

KINDS = {
    "document_failed": TroubleKind(
        title=_lt("Could not be processed"),
        sentence=_lt(
            "%(document)s could not be processed and is not tried any more. Open it to "
            "read why, mend that, then press Try Again."
        ),
        action="action_retry",
        action_text=_lt("Try Again"),
    ),
}


class AmazonInboxMixin(models.AbstractModel):
    _inherit = "amazon.inbox.mixin"

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    @api.model
    def _follow_holds(self, stores):
        """Tell each store's responsible what documents wait for; close what none waits for.

        Read from the documents as they are now, so that it does not matter who noticed what.

        :param stores: ``amazon.store``
        """
        held = self.sudo()._read_group(
            [("store_id", "in", stores.ids), ("state", "=", "held"), ("hold_key", "!=", False)],
            ["store_id", "hold_key"],
            ["__count"],
        )
        waiting, known = {}, stores._get_trouble_kinds()
        for store, hold_key, count in held:
            kind, _colon, what = hold_key.partition(":")
            # A kind that nobody has worded is told all the same.
            told_as = f"held_{kind}" if f"held_{kind}" in known else "held"
            key = f"{told_as}:{self._name}"
            waiting.setdefault(store, {}).setdefault(key, {})[what] = count
        for store, missing in waiting.items():
            for key, counts in missing.items():
                names = sorted(filter(None, counts))
                store._raise_trouble(
                    key,
                    count=sum(counts.values()),
                    missing=names[:MOST_NAMED] + ["…"] * (len(names) > MOST_NAMED),
                )
        self._close_held(stores, waiting)

    def _close_held(self, stores, waiting):
        """Close what is told of holds of this model that no document has any more.

        :param waiting: dict store → keys of troubles that go on
        """
        told = (
            self.env["amazon.trouble"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "amazon.store"),
                    ("res_id", "in", stores.ids),
                    ("closed_at", "=", False),
                    ("key", "like", f"held%:{self._name}"),
                ]
            )
        )
        told.filtered(lambda trouble: trouble.key not in waiting.get(trouble.store_id, {}))._close()

    def _is_settled(self, trouble):
        if trouble.kind == "document_failed":
            return self.state != "failed"
        return super()._is_settled(trouble)

    # Screens

    def _prepare_trouble_alerts(self):
        alerts = super()._prepare_trouble_alerts()
        if self.state == "held":
            kind = self._get_trouble_kinds().get(kind_of(self.hold_key or ""))
            alerts["held"] = self._prepare_hold_alert(kind)
        elif self.state == "failed":
            again = self.next_try and fields.Datetime.context_timestamp(self, self.next_try)
            alerts["failed"] = {
                "level": "danger",
                "message": self.reason
                if not again
                else self.env._(
                    "%(reason)s\nIt is tried again at %(time)s.",
                    reason=self.reason,
                    time=again.strftime("%H:%M"),
                ),
            }
        return alerts

    def _prepare_hold_alert(self, kind):
        """:param kind: ``TroubleKind`` of what the document waits for, None if there is none
        :return: entry of ``_prepare_trouble_alerts``
        """
        alert = {"level": "warning", "message": self.reason}
        remedy = kind and kind.action
        action = remedy and self.env["amazon.trouble"]._take_remedy(self, remedy)
        if action:
            alert |= {"action_text": kind.word(self.env, {})[2], "action": action}
        return alert
