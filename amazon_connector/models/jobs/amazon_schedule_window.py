"""The cursor rule: which window of changes to ask Amazon for next, and how far we are in it.

The next window starts at the upper bound that Amazon echoed for the last complete one, or at the
time of the question if that was earlier, less an overlap. The page token is kept, so that a killed
run resumes; a token that Amazon refuses, or that is too old, means the same window again from its
first page. Once a day the window reaches back wider, to catch what Amazon left out. How far, each
kind says (``amazon_inbox_fetch.py``).
"""

from datetime import UTC

from odoo import fields, models


class AmazonSchedule(models.Model):
    _name = "amazon.schedule"
    _inherit = ["amazon.schedule", "amazon.paging.mixin"]

    def _open_window(self, inbox):
        """Where to go on: in the window that is open, else in a new one.

        :param inbox: model of the documents, which states how far its windows reach
        :return: start of the window (UTC, aware)
        """
        self.ensure_one()
        if not self.window_from:
            self.write(self._prepare_window_vals(inbox))
        return self.window_from.replace(tzinfo=UTC)

    def _prepare_window_vals(self, inbox):
        """:return: value dict of a new window, once a day a wide one"""
        now = fields.Datetime.now()
        start = (self.cursor or now) - inbox._window_overlap
        if self.rescanned_at and self.rescanned_at > now - inbox._rescan_every:
            return {"window_from": start}
        if self.rescanned_at:
            start = min(start, now - inbox._rescan_reach)
        return {"window_from": start, "rescanned_at": now}

    def _advance_window(self, page, asked_at, refs):
        """A page is stored: remember the next one, or that the window is complete.

        :param page: ``Page``
        :param asked_at: time of the request (UTC, naive): the bound if Amazon echoes none
        :param refs: Amazon's ids on the page
        """
        until = self.window_until
        if not self.page_token or not until:
            # The bound of a window is the one of its first page.
            echoed = page.updated_before
            until = echoed.replace(tzinfo=None, microsecond=0) if echoed else asked_at
        self._keep_page(refs, page.next_token)
        if page.next_token:
            self.window_until = until
        else:
            # What changes after the question is not in the answer, whatever bound it names.
            cursor = min(until, asked_at)
            cursor = max(self.cursor, cursor) if self.cursor else cursor
            window = {"window_from": False, "window_until": False, "echoed_until": until}
            self.write({"cursor": cursor, **window})

    def _reach_back(self, since):
        """Make the window that is opened next start no later than a time (UTC)."""
        cursor = min(self.cursor, since) if self.cursor else since
        self.write({"cursor": cursor, "window_from": False, "echoed_until": False})
        self._keep_page_token(False)
