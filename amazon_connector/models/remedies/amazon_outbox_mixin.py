"""Messages that Amazon refuses: told once, with what helps, until Amazon takes them."""

from odoo import api, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

KINDS = {
    "refused": TroubleKind(
        title=_lt("Refused by Amazon"),
        sentence=_lt(
            "Amazon refused %(document)s. Open it to read Amazon's answer, correct what it "
            "names, then send it again."
        ),
        action="action_retry",
        action_text=_lt("Send Again"),
    ),
}


class AmazonOutboxMixin(models.AbstractModel):
    _inherit = "amazon.outbox.mixin"

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    def _get_refusal_key(self, reason) -> str:
        """Which trouble a refusal is: decides what is offered as the remedy. A hook.

        :param reason: Amazon's answer
        :return: ``refused``, or another kind of the model that begins with ``refused_``
        """
        return "refused"

    def _close_refusals(self):
        """Amazon has taken the message: nobody has to look any more."""
        kinds = [kind for kind in self._get_trouble_kinds() if kind.startswith("refused")]
        self._close_troubles(*kinds)

    def _is_settled(self, trouble):
        if trouble.kind.startswith("refused"):
            return self.state != "failed"
        return super()._is_settled(trouble)

    def _prepare_trouble_alerts(self):
        alerts = super()._prepare_trouble_alerts()
        if self.state == "failed" and self.reason:
            answer = self.env._("Amazon's answer: %s", self.reason)
            alerts["answer"] = {"level": "danger", "message": answer}
        return alerts
