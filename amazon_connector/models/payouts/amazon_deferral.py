"""What Amazon holds back: a mirror of its deferred transactions, with the day each was released.

Amazon tells a deferred transaction as it is now. What was deferred at a month's end can only be
said by who has looked before: so each is kept with the time at which it was released.
"""

from datetime import UTC, timedelta

from odoo import api, fields, models

from ...spapi.errors import UnreadablePayload
from ...spapi.finances import classify, parse_transaction
from ...spapi.words import DEFERRED, DEFERRED_RELEASED

# Amazon answers a search of more than 180 days with nothing at all; a margin.
LONGEST_SEARCH = timedelta(days=178)
MOST_PAGES = 2000


class AmazonDeferral(models.Model):
    _name = "amazon.deferral"
    _description = "Amazon Deferred Transaction"
    _order = "maturity_at, id"
    _rec_name = "order_ref"

    account_id = fields.Many2one(
        "amazon.account", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    store_id = fields.Many2one(
        "amazon.store", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    amazon_ref = fields.Char(string="Transaction Id", required=True, readonly=True)
    transaction_type = fields.Char(string="Type", readonly=True)
    order_ref = fields.Char(string="Order Id", readonly=True, index="btree_not_null")
    reason = fields.Char(
        readonly=True, help="DD7: seven days after the delivery. B2B: paid by invoice."
    )
    posted_at = fields.Datetime(string="Posted", readonly=True, index=True)
    maturity_at = fields.Datetime(string="Release Expected", readonly=True, index=True)
    released_at = fields.Datetime(
        string="Released", readonly=True, index=True, help="Empty: Amazon still holds it back."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True, help="What you will get of it, as Amazon estimates.")
    amounts = fields.Json(
        readonly=True, help="By fee kind, as far as Amazon tells.", export_string_translation=False
    )

    _ref_unique = models.UniqueIndex("(account_id, amazon_ref)", "It is in the list already.")

    # Fetch

    @api.model
    def _fetch_deferrals(self, client, account, operation):
        """Bring the mirror up to date: what is deferred now, and what was released since."""
        now = fields.Datetime.now()
        since = (now - LONGEST_SEARCH).replace(tzinfo=UTC)
        deferred, is_whole = self._read_deferrals(client, DEFERRED, since, operation)
        known = self.search([("account_id", "=", account.id)])
        by_ref = {each.amazon_ref: each for each in known}
        stores = {
            store.marketplace_id.code: store.id
            for store in account.with_context(active_test=False).store_ids
        }
        for ref, read in deferred.items():
            vals = self._prepare_deferral_vals(read, stores) | {"account_id": account.id}
            if ref in by_ref:
                by_ref[ref].write(vals | {"released_at": False})
            else:
                self.create(vals)
        gone = known.filtered(lambda each: not each.released_at and each.amazon_ref not in deferred)
        if gone and is_whole:
            gone._note_release(client, since, now, operation)

    @api.model
    def _read_deferrals(self, client, status, since, operation):
        """:return: tuple (dict id → ``Transaction``, whether all of them could be read)"""
        found, is_whole, token = {}, True, None
        for _page in range(MOST_PAGES):
            page = client.list_deferrals(status, posted_after=since, next_token=token)
            for payload in page.payouts:
                try:
                    read = parse_transaction(payload)
                except UnreadablePayload as error:
                    is_whole = False
                    operation._warning(
                        self.env._("A deferred transaction cannot be read: %s", str(error))
                    )
                    continue
                found[read.transaction_id] = read
            token = page.next_token
            if not token:
                return found, is_whole
        return found, False

    def _note_release(self, client, since, now, operation):
        """Amazon holds these back no more: since when, if it moved their day to the release."""
        released, _is_whole = self._read_deferrals(client, DEFERRED_RELEASED, since, operation)
        for deferral in self:
            read = released.get(deferral.amazon_ref)
            posted = read and read.posted_at.replace(tzinfo=None, microsecond=0)
            moved = posted and posted > deferral.posted_at
            deferral.released_at = posted if moved else now

    @api.model
    def _prepare_deferral_vals(self, read, stores):
        currencies = self.env["res.currency"].with_context(active_test=False)
        sums = {}
        for amount in read.amounts:
            part = classify(amount.path)
            key = f"{part.kind}:{part.charge}" if part else "unknown:" + "/".join(amount.path)
            sums[key] = str(amount.amount + type(amount.amount)(sums.get(key, 0)))
        return {
            "amazon_ref": read.transaction_id,
            "store_id": stores.get(read.marketplace_id, False),
            "transaction_type": read.type,
            "order_ref": read.order_id or False,
            "reason": read.deferral_reason or False,
            "posted_at": read.posted_at.replace(tzinfo=None, microsecond=0),
            "maturity_at": read.maturity_at
            and read.maturity_at.replace(tzinfo=None, microsecond=0),
            "currency_id": currencies.search([("name", "=", read.currency)], limit=1).id,
            "amount": float(read.total),
            "amounts": sums,
        }
