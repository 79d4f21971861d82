"""How a job words what its runs have done."""

from odoo import api, models
from odoo.tools import LazyTranslate
from odoo.tools.translate import LazyGettext

_lt = LazyTranslate(__name__)

# Counter of a run → what is said of one, and of several.
WORDS = {
    "processed": (_lt("1 processed"), _lt("%(count)s processed")),
    "sent": (_lt("1 sent"), _lt("%(count)s sent")),
    "cancelled": (_lt("1 cancelled"), _lt("%(count)s cancelled")),
    "held": (_lt("1 on hold"), _lt("%(count)s on hold")),
    "failed": (_lt("1 failed"), _lt("%(count)s failed")),
}


class AmazonSyncMixin(models.AbstractModel):
    _inherit = "amazon.sync.mixin"

    # Words for counters of this kind, where there are better ones than "12 processed":
    # ``{"processed": (_lt("1 removal imported"), _lt("%(count)s removals imported"))}``.
    _sync_words: dict[str, tuple[LazyGettext, LazyGettext]] = {}

    @api.model
    def _word_counts(self, counts):
        """What runs of this job have done, in the reader's language.

        :param counts: dict counter → number
        :return: "3 orders imported, 1 on hold", or ""
        """
        words = WORDS | self._sync_words
        told = []
        for name in WORDS:
            if count := counts.get(name, 0):
                one, several = words[name]
                told.append(self.env._(one if count == 1 else several) % {"count": count})
        return ", ".join(told)
