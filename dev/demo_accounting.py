"""Run in an Odoo shell after demo_setup.py: gives the store in the United States a past to look at.

Two settlements with their orders, refunds, a return, fees, a reimbursement and payouts; sales that
Amazon still holds back; a bank that has shown the first payout; last month's close. The
administrator of the demo is its accountant too.
"""

import os
from datetime import timedelta

from odoo import Command, fields

from sp_api_simulator.client import Amazon

env = globals()["env"]  # given by the shell

# Days ago: the orders of each settlement, and when Amazon closed it.
PERIODS = ((range(44, 32, -2), 31), (range(29, 12, -2), 10))
HELD_BACK = (6, 4, 2)
FIRST_DAY = 46


class Past:
    """What happened at Amazon before the demo began."""

    def __init__(self, amazon):
        self.amazon = amazon
        self.now = amazon.now()
        self.catalogue = amazon.catalogue()
        self.orders = []

    def ago(self, days):
        return (self.now - timedelta(days=days)).isoformat()

    def sell(self, days, **terms):
        """An order that Amazon shipped from its own warehouse."""
        entry = self.catalogue[len(self.orders) % len(self.catalogue)]
        quantity = 1 + len(self.orders) % 2
        line = {
            "sku": entry["sku"],
            "quantity": quantity,
            "unit_price": entry["price"],
            "tax": f"{float(entry['price']) * quantity * 0.08:.2f}",
        }
        ref = self.amazon.place_order(
            lines=[line], fulfilled_by="AMAZON", created_minutes_ago=(days + 1) * 24 * 60
        )
        self.amazon.ship_and_bill(ref, date=self.ago(days), **terms)
        self.orders.append((ref, entry["sku"]))
        return ref

    def play(self):
        told = []
        # From here on settlements cover every day.
        self.amazon.charge("storage", "3.10", date=self.ago(FIRST_DAY))
        for days, closed in PERIODS:
            refs = [self.sell(day) for day in days]
            item = self.amazon.order(refs[0])["orderItems"][0]["orderItemId"]
            self.amazon.refund(refs[0], {item: 1}, date=self.ago(closed + 2))
            self.amazon.charge("storage", "12.25", date=self.ago(closed + 3))
            self.amazon.charge("advertising", "20.00", date=self.ago(closed + 2))
            self.amazon.return_units(refs[0], {item: 1}, date=self.ago(closed + 1))
            sku = self.catalogue[0]["sku"]
            self.amazon.reimburse(sku, "8.15", reason="WAREHOUSE_LOST", date=self.ago(closed + 1))
            told.append(self.amazon.close_settlement(date=self.ago(closed), reserve="25.00"))
            self.amazon.pay_out(told[-1]["settlement_id"], date=self.ago(closed - 3))
        for days in HELD_BACK:
            self.sell(days, deferred="DD7")
        return told


def find_store():
    return env["amazon.store"].search(
        [("marketplace_id.country_id.code", "=", "US"), ("state", "=", "live")], limit=1
    )


def set_up(store):
    """Accounts, and a store whose settlements are posted as they come."""
    admin = env.ref("base.user_admin")
    admin.group_ids = [Command.link(env.ref("amazon_connector.group_accountant").id)]
    dialog = env["amazon.accounting.setup"]._open_for(store)
    dialog.action_create_usual()
    dialog.action_save()
    bank = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", store.company_id.id)], limit=1
    )
    store.write(
        {
            "payout_journal_id": store.payout_journal_id.id or bank.id,
            "settlement_auto": True,
            "import_from": fields.Datetime.now() - timedelta(days=FIRST_DAY),
            "invoicing": "posted",
            "invoice_from": "2020-01-01 00:00:00",
            "payments": "settlement",
            "import_fba": True,
            "fba_returns": "done",
        }
    )


def follow(store, refs):
    """Let the connector fetch and book it all, as its jobs would."""
    account = store.account_id
    load = env["amazon.order.load"].create(
        {"account_id": account.id, "kind": "ids", "refs": "\n".join(refs)}
    )
    load.action_start()
    # Asked for now, the reports are ready when the rest is done.
    account.action_sync_returns()
    account.action_sync_reimbursements()
    # What Amazon has shipped leaves the stock of Odoo, too.
    env["amazon.schedule"]._cron_process()
    store.action_create_invoices()
    account.action_sync_settlements()
    account.action_sync_refunds()
    account.action_sync_payouts()
    account.action_sync_returns()
    account.action_sync_reimbursements()


def show_in_bank(store, told):
    """The bank has shown the first payout; the second one is still to come."""
    payout = env["amazon.payout"].search([("settlement_ref", "=", told["settlement_id"])], limit=1)
    env["account.bank.statement.line"].create(
        {
            "journal_id": store.payout_journal_id.id,
            "date": (payout.expected_on or fields.Date.today()) + timedelta(days=1),
            "payment_ref": f"AMAZON {payout.trace_ref or ''}",
            "amount": float(told["total"]),
        }
    )


def close_month(store):
    last = store._get_today().replace(day=1) - timedelta(days=1)  # the store's day, not UTC's
    accrual = env["amazon.accrual"]._get_or_create(store, last)
    accrual.action_measure()
    accrual.action_post()
    env["amazon.close"].create({"store_id": store.id, "month": last}).action_check()


def main():
    """Play the past and book it; a scenario without this seller has none."""
    store = find_store()
    if not store:
        return
    past = Past(Amazon(os.environ["SIMULATOR_URL"]))
    set_up(store)
    told = past.play()
    follow(store, [ref for ref, _sku in past.orders])
    show_in_bank(store, told[0])
    close_month(store)
    env.cr.commit()


main()
