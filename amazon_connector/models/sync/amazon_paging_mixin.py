"""Page tokens: kept, so that a killed run resumes; dropped once Amazon no longer honors them.

What stood on the pages is remembered beside them, also from run to run: an Amazon that gives the
same pages, or nothing at all, for ever is left alone for a while, and then asked from the start.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from odoo import fields, models

from ...spapi.errors import ExpiredReference
from .page import Circle

# Amazon keeps a token for 24 hours.
TOKEN_LIFE = timedelta(hours=23)
# So many pages are remembered; that they were all empty leads nowhere either.
REMEMBERED_PAGES = 200
# Amazon's quota is too small to walk the same circle more often.
CIRCLE_PAUSE = timedelta(minutes=15)
REFUSED, EMPTY = "refused", "empty "


class AmazonPagingMixin(models.AbstractModel):
    _name = "amazon.paging.mixin"
    _description = "Amazon Pages"

    # So many pages that were there before: Amazon repeats itself, start over later.
    _most_repeated_pages = 3

    page_token = fields.Char(
        readonly=True, copy=False, help="Next page at Amazon, which keeps it for 24 hours."
    )
    page_token_at = fields.Datetime(readonly=True, copy=False)
    page_marks = fields.Json(
        readonly=True, copy=False, help="What stood on the pages so far, to know it again."
    )

    def _ask_for_page(self, ask):
        """Ask for the page that is next; for the first one if Amazon no longer knows the token.

        Afterwards ``page_token`` is empty if it was the first page that Amazon gave.

        :param ask: function of a token, None for the first page
        :return: what ``ask`` returns
        """
        self._drop_old_token()
        if self.page_token:
            try:
                return ask(self.page_token)
            except ExpiredReference:
                refusals = [mark for mark in self.page_marks or () if mark == REFUSED]
                self._keep_page_token(False)
                self.page_marks = [*refusals, REFUSED]
        return ask(None)

    def _keep_page(self, refs, token):
        """Remember a page that is stored, and the one to ask for next.

        :param refs: Amazon's ids on the page
        :param token: of the next page, empty on the last one
        """
        marks = [*(self.page_marks or ()), _get_mark(refs, token)]
        self._keep_page_token(token)
        if token:
            self.page_marks = marks[-REMEMBERED_PAGES:]

    def _check_pages(self):
        """Go on only while pages bring something new; else begin with the first, after a pause.

        :raises Circle: Amazon repeats itself
        """
        marks = self.page_marks or []
        repeated = len(marks) - len(set(marks))
        is_void = len(marks) == REMEMBERED_PAGES and all(map(_is_empty, marks))
        if repeated < self._most_repeated_pages and not is_void:
            return
        self._keep_page_token(False)
        raise Circle(
            "Amazon sends the same page again and again.",
            retry_at=datetime.now(UTC) + CIRCLE_PAUSE,
        )

    def _keep_page_token(self, token):
        """:param token: of the page to ask for next, empty to begin with the first"""
        vals = {
            "page_token": token or False,
            "page_token_at": fields.Datetime.now() if token else False,
        }
        self.write(vals if token else {**vals, "page_marks": False})

    def _drop_old_token(self):
        if self.page_token and self.page_token_at <= fields.Datetime.now() - TOKEN_LIFE:
            self._keep_page_token(False)


def _get_mark(refs, token):
    """:return: a short text by which a page is known again; an empty one by the next one's token"""
    words = "".join(sorted(refs)) if refs else token or ""
    return ("" if refs else EMPTY) + hashlib.sha256(words.encode()).hexdigest()[:12]


def _is_empty(mark):
    return mark.startswith(EMPTY)
