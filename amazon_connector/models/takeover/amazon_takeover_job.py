"""The job of a take-over: compare once a day, page by page, and switch when it is time."""

import time
from datetime import UTC, timedelta
from functools import partial

from odoo import api, fields, models

from ...spapi.words import FULFILLMENT, PROCEEDS
from ..sync.races import in_new_transaction

# What is needed to tell whether an order is in Odoo as it is at Amazon: no buyer, no address.
LEAN_DATA = (FULFILLMENT, PROCEEDS)
# A comparison reaches back so far; the first one, and those after the switch, to the very begin.
REACH = timedelta(days=14)
EVERY = timedelta(hours=24)
# Amazon shows nothing of the last two minutes, and the other connector looks every now and then.
SETTLED = timedelta(minutes=3)
# A button answers after this many seconds; the lane goes on from there.
PATIENCE = 40


class AmazonTakeover(models.Model):
    _inherit = "amazon.takeover"

    def _sync(self, schedule, operation):
        """Switch what is due, then compare what was not compared for a day."""
        running = self._find_running(schedule.account_id)
        for takeover in running:
            if takeover._is_switch_due():
                takeover._switch(operation)
        deadline = time.monotonic() + PATIENCE
        with operation._counting(schedule.account_id._get_client()) as client:
            for takeover in running:
                if takeover._is_comparison_due():
                    takeover.scheme_ids._recognize(takeover)
                    if not takeover._compare(schedule, client, operation, deadline):
                        operation.state = "partial"
                        return

    @api.model
    def _find_running(self, accounts):
        """:return: the take-overs of accounts that compare, and switch when it is time"""
        return self.search(
            [("account_id", "in", accounts.ids), ("state", "in", ("beside", "switched"))]
        )

    def _is_switch_due(self):
        is_planned = self.state == "beside" and self.switch_at
        return bool(is_planned) and self.switch_at <= fields.Datetime.now()

    def _is_comparison_due(self):
        if self.pass_from or not self.compared_at:
            return True
        due = self.compared_at + EVERY
        if self.state == "switched" and self.compared_at < self._get_grace_end():
            due = min(due, self._get_grace_end() + SETTLED)
        return due <= fields.Datetime.now()

    def _get_pause(self, schedule, operation):
        now = fields.Datetime.now()
        pause = super()._get_pause(schedule, operation)
        for takeover in self._find_running(schedule.account_id):
            moments = [takeover.switch_at if takeover.state == "beside" else False]
            if takeover.state == "switched":
                moments.append(takeover._get_grace_end() + SETTLED)
            for moment in filter(None, moments):
                if moment > now:
                    pause = min(pause, moment - now)
        return pause

    # Switching

    def _switch(self, operation=None):
        """Go live with the stores; orders of before the switch are adopted as they come in."""
        self.ensure_one()
        self.state = "switched"
        for store in self.store_ids.filtered("active"):
            store.import_from = self.date_from
            store._set_default_taxes()
            store._go_live()
            if operation:
                operation._info(self.env._("%s is live from now on.", store.display_name), store)
        self.compared_at = False
        self._run_soon()

    @api.model
    def _play_switch(self, stores):
        """For a rehearsal: as if the stores had switched just now, and no grace were given."""
        planned = self.search([("store_ids", "in", stores.ids), ("state", "=", "beside")])
        planned.write({"switch_at": fields.Datetime.now(), "grace_hours": 0.0})
        planned.state = "switched"

    # Comparing

    def _compare(self, schedule, client, operation, deadline):
        """Compare page after page until done or out of time.

        :return: whether the time sufficed
        """
        if not self.pass_from:
            is_whole = not self.compared_at or self.state == "switched"
            reach = fields.Datetime.now() - REACH
            since = self.date_from if is_whole else max(self.date_from, reach)
            self.write({"pass_from": since, "compared_count": 0})
        more = True
        while more:
            page = self._ask_for_page(partial(self._ask_amazon, client))
            more = in_new_transaction(self.env, partial(self._store_page, page, operation))
            self._check_pages()
            left = schedule._checkpoint(len(page.orders))
            if more and min(left, deadline - time.monotonic()) <= 0:
                return False
        return True

    def _ask_amazon(self, client, token):
        return client.search_orders(
            created_after=self.pass_from.replace(tzinfo=UTC),
            marketplace_ids=self.store_ids.marketplace_id.mapped("code"),
            pagination_token=token,
            included_data=LEAN_DATA,
        )

    def _store_page(self, page, operation):
        """Note what differs on a page, and the token of the next one.

        :return: whether there is more
        """
        refs, unread = self._compare_orders(page.orders)
        if unread:
            operation._warning(
                self.env._("Orders that cannot be read, and were not compared: %s.", unread),
                self.account_id,
            )
        before = self.compared_count if self.page_token else 0
        self.compared_count = before + len(page.orders)
        operation._count(received=len(page.orders))
        self._keep_page(refs, page.next_token)
        if page.next_token:
            return True
        self.write({"pass_from": False, "compared_at": fields.Datetime.now()})
        operation._info(
            self.env._(
                "Orders compared: %(count)s. Differences: %(differences)s.",
                count=self.compared_count,
                differences=len(self.difference_ids),
            ),
            self.account_id,
        )
        return False
