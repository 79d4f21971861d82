"""Fetching payouts: those that were made, and what the open periods would pay."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from ...spapi.payload import storable
from ...spapi.transfers import parse_expected_payout, parse_payout
from ..sync.page import Page
from ..sync.races import in_new_transaction
from ..sync.try_each import try_steps
from .amazon_payout import EXPECTED

# A payout changes for weeks after its creation: the bank's number comes, or it is returned.
REACH = timedelta(days=60)
FIRST_REACH = timedelta(days=180)
# Amazon that never ends a list is not asked for ever.
MOST_PAGES = 50


class AmazonPayout(models.Model):
    _inherit = "amazon.payout"

    _window_overlap = REACH
    _rescan_reach = REACH

    @api.model
    def _probe(self, client) -> bool:
        client.list_expected_payouts()
        return True

    def _fetch(self, schedule, operation):
        if not schedule.account_id.store_ids.filtered(lambda store: store.state == "live"):
            operation._info(self.env._("No store is live: nothing was fetched."))
            return
        if not schedule.cursor:
            schedule._reach_back(fields.Datetime.now() - FIRST_REACH)
        account = schedule.account_id
        with operation._counting(account._get_client()) as client:
            try_steps(
                partial(super()._fetch, schedule, operation),
                partial(self._fetch_expected, client, account, operation),
                partial(self.env["amazon.deferral"]._fetch_deferrals, client, account, operation),
            )

    def _ask_page(self, client, account, since, operation, token):
        page = client.list_payouts(created_after=since, next_token=token)
        return Page(page.payouts, page.next_token)

    def _fetch_expected(self, client, account, operation):
        """What is expected is told whole each time: what is not told any more is over."""
        told, token, asked = [], None, set()
        while token not in asked and len(asked) < MOST_PAGES:
            asked.add(token)
            page = client.list_expected_payouts(next_token=token)
            told += page.payouts
            token = page.next_token
            if not token:
                break
        store = partial(self._store_expected, account, told, not token, operation)
        in_new_transaction(self.env, store)

    def _store_expected(self, account, told, is_whole, operation):
        """What was not read, or not to the end of the list, is not over.

        :param is_whole: whether the list was read to its end
        """
        received = self._receive(account, [{EXPECTED: each} for each in told], operation)
        if is_whole and len(received) == len(told):
            known = self.search([("account_id", "=", account.id), ("is_expected", "=", True)])
            (known - received).unlink()

    # Receive

    @api.model
    def _get_filing(self, account):
        stores = account.with_context(active_test=False).store_ids
        return {store.marketplace_id.code: store.id for store in stores}

    @api.model
    def _read_envelope(self, filing, payload):
        """An expected payout has no id of its own: it is that of its marketplace and period."""
        payload = storable(payload)
        if EXPECTED in payload:
            payload = payload[EXPECTED]
            read = parse_expected_payout(payload)
            which = read.settlement_id or read.account_type
            ref, changed_at = f"{EXPECTED}{read.marketplace_id}:{which}", False
        else:
            read = parse_payout(payload)
            ref, changed_at = read.payout_id, read.changed_at.replace(tzinfo=None, microsecond=0)
        vals = {
            "payload": self._dump_payload(payload),
            "amazon_updated_at": changed_at,
            "is_expected": ref.startswith(EXPECTED),
            "state": "received",
            "attempts": 0,
            "next_try": False,
        }
        if store_id := filing.get(read.marketplace_id):
            vals["store_id"] = store_id
        return ref, vals

    # Buttons

    def action_fetch_payouts(self):
        """Fetch the payouts of all connected accounts now.

        :return: client action: a notification with the outcome
        """
        self.check_access("read")
        accounts = self.env["amazon.account"].search([("state", "=", "connected")])
        return accounts.action_sync_payouts()._get_notification()
