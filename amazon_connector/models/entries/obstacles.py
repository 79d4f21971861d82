"""What keeps a settlement from being booked, as long as nobody does something about it."""

from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

# What settlements may be in trouble with because of their entries.
KINDS = {
    "facilitator_open": TroubleKind(
        title=_lt("Tax collected by Amazon does not net to zero"),
        sentence=_lt(
            "Settlement %(settlement)s withholds another tax than its buyers paid; the difference "
            "is %(amount)s %(currency)s. Check the rows of kind Tax Withheld by Amazon."
        ),
        action="action_view_rows",
        action_text=_lt("Open Rows"),
        severity="warning",
        is_task=True,
    ),
}


class Obstacle(Exception):
    """Ends a step of booking; what the step has done is undone and the settlement waits.

    :param reason: sentence that says what is missing and what to do
    :param key: what is waited for, see ``amazon.inbox.mixin._hold``
    """

    def __init__(self, reason: str, key: str):
        super().__init__(reason)
        self.reason, self.key = reason, key
