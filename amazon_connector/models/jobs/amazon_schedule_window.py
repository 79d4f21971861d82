"""The cursor rule: which window of changes to ask Amazon for next, and how far we are in it.

The next window starts at the upper bound that Amazon echoed for the last complete one, less an
overlap. The page token is kept, so that a killed run resumes. Once a day the window reaches
back wider, to catch what Amazon left out.
"""

from datetime import timedelta

from odoo import fields, models

OVERLAP = timedelta(minutes=10)
TOKEN_LIFE = timedelta(hours=23)
RESCAN_EVERY = timedelta(hours=24)
RESCAN_REACH = timedelta(hours=26)


class AmazonSchedule(models.Model):
    _inherit = "amazon.schedule"

    def _open_window(self):
        """Where to go on: inside the window that was left off, or at the start of a new one.

        :return: tuple (start of the window, UTC; token of the next page or False)
        """
        self.ensure_one()
        now = fields.Datetime.now()
        if self.page_token and self.page_token_at > now - TOKEN_LIFE:
            return self.window_from, self.page_token
        # A token too old means the same window again, from its first page.
        start = self.window_from if self.page_token else (self.cursor or now) - OVERLAP
        vals = {"window_until": False, "page_token": False}
        if not self.rescanned_at:
            vals["rescanned_at"] = now
        elif self.rescanned_at <= now - RESCAN_EVERY:
            start = min(start, now - RESCAN_REACH)
            vals["rescanned_at"] = now
        self.write(dict(vals, window_from=start))
        return start, False

    def _advance_window(self, page, asked_at):
        """A page is stored: remember the next one, or that the window is complete.

        :param page: ``spapi`` page with ``next_token`` and ``updated_before``
        :param asked_at: time of the request (UTC, naive): the bound if Amazon echoes none
        """
        until = self.window_until
        if not until:
            echoed = page.updated_before
            until = echoed.replace(tzinfo=None, microsecond=0) if echoed else asked_at
        if page.next_token:
            self.write(
                {
                    "window_until": until,
                    "page_token": page.next_token,
                    "page_token_at": fields.Datetime.now(),
                }
            )
        else:
            cursor = max(self.cursor, until) if self.cursor else until
            self.write({"cursor": cursor, "page_token": False, "page_token_at": False})

    def _restart_window(self):
        """Forget the page token: the window is asked for again from its first page."""
        self.write({"page_token": False, "page_token_at": False})

    def _reach_back(self, since):
        """Make the window that is opened next start no later than a time (UTC)."""
        cursor = min(self.cursor, since) if self.cursor else since
        self.write({"cursor": cursor, "page_token": False, "page_token_at": False})
