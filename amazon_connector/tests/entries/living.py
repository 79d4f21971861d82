"""What happens in Odoo while a year goes by at Amazon; run by workers, with their ``env``.

Everything here may be killed and begun anew: what is there is found again.
"""

import os
import signal
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.sql_db import Cursor

from sp_api_simulator.client import Amazon

PLACES = {"SELLER1": ("US", "USD"), "SELLER2": ("DE", "EUR"), "SELLER3": ("JP", "JPY")}
INBOXES = ("amazon.order", "amazon.settlement", "amazon.refund", "amazon.payout", "amazon.return")


def begin(moment):
    """Odoo's time is Amazon's from now on.

    :param moment: ``datetime``, UTC, aware
    """
    freeze_time(moment.replace(tzinfo=None), tick=True).start()


def die_after(queries):
    """Kill this process at its n-th query, as ``kill -9`` does."""
    execute, left = Cursor.execute, [queries]

    def count(cursor, *args, **how):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(cursor, *args, **how)

    patch.object(Cursor, "execute", count).start()


# Opening the shops


def open_shops(env, url, modes):
    """A company, an account and a live store for each seller.

    :param modes: dict of the seller → his store's ``accounting_mode``
    """
    amazon = Amazon(url)
    skus = [entry["sku"] for entry in amazon.catalogue()] + ["SPLIT"]
    products = env["product.product"].create(
        [{"name": sku, "default_code": sku, "is_storable": True, "taxes_id": False} for sku in skus]
    )
    # A fee that nobody has seen before is mapped once.
    env["amazon.settlement.rule"].create(
        {
            "transaction_type": "ServiceFee",
            "amount_type": "Planetary*",
            "amount_description": "*",
            "kind_id": env.ref("amazon_connector.amazon_fee_kind_other").id,
        }
    )
    for seller, mode in modes.items():
        company = _open_company(env, *PLACES[seller])
        home = env(context=dict(env.context, allowed_company_ids=company.ids))
        _fill_warehouse(home, company, products)
        store = _connect(home, company, amazon, seller)
        _set_up_books(home, company, store, mode)
        store.action_go_live()
    env.cr.precommit.clear()  # Odoo would load the charts of accounts again.
    env.cr.commit()


def _open_company(env, country, currency):
    money = env["res.currency"].with_context(active_test=False)
    money = money.search([("name", "=", currency)])
    money.active = True
    company = env["res.company"].create(
        {
            "name": f"Seller in {country}",
            "country_id": env["res.country"].search([("code", "=", country)]).id,
        }
    )
    env.user.company_ids |= company
    env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
    company.currency_id = money
    return company


def _fill_warehouse(env, company, products):
    warehouses = env["stock.warehouse"]
    warehouse = warehouses.search([("company_id", "=", company.id)], limit=1)
    warehouse = warehouse or warehouses.create(
        {"name": company.name, "code": f"W{company.id}", "company_id": company.id}
    )
    for product in products:
        env["stock.quant"]._update_available_quantity(
            product.with_env(env), warehouse.lot_stock_id, 1_000_000
        )


def _connect(env, company, amazon, seller):
    credentials = amazon.credentials(seller)
    account = env["amazon.account"].create(
        {
            "name": seller,
            "company_id": company.id,
            "region": credentials["region"].lower(),
            "selling_partner_id": seller,
            "lwa_client_id": credentials["client_id"],
            "lwa_client_secret": credentials["client_secret"],
            "refresh_token": credentials["refresh_token"],
            "api_url": amazon.url,
            "token_url": amazon.token_url,
        }
    )
    account.action_load_stores()
    country = PLACES[seller][0]
    return account.store_ids.filtered(lambda store: store.marketplace_id.country_id.code == country)


def _set_up_books(env, company, store, mode):
    bank = env["account.journal"].search(
        [("company_id", "=", company.id), ("type", "=", "bank")], limit=1
    )
    store.write({"payout_journal_id": bank.id, "accounting_mode": mode})
    dialog = env["amazon.accounting.setup"]._open_for(store)
    dialog.action_create_usual()
    dialog.action_save()
    store.write(
        {
            "settlement_auto": True,
            "accrue_deferred": True,
            "tz": "UTC",
            # From the first order on, which is placed at midnight.
            "import_from": fields.Datetime.now().replace(hour=0, minute=0, second=0),
            "invoicing": "posted",
            "invoice_from": "2020-01-01 00:00:00",
            "payments": "shipped",
            "follow_shipped_outside": True,
            "before_account_id": store.clearing_account_id.copy({"name": "Before"}).id,
            # Refunds of orders from before are credited to a contact of their own.
            "customer_id": env["res.partner"].create({"name": "Amazon buyers of old"}).id,
        }
    )


# A day of work, every few weeks


def work(env, url):
    """Everything that jobs and people do until nothing is left to do."""
    amazon = Amazon(url)
    accounts = env["amazon.account"].search([], order="id")
    _run_jobs(env, accounts)
    for account in accounts:
        _show_bank(env, account, amazon)
    _press_buttons(env)
    env.cr.commit()


def _run_jobs(env, accounts):
    for account in accounts:
        account.action_sync_orders()
        account.action_sync_refunds()
    _process(env)
    for account in accounts:
        env["amazon.schedule"]._run_now("amazon.invoicing", account)
        account.action_sync_returns()
    _process(env)
    for account in accounts:
        account.action_sync_settlements()
        account.action_sync_payouts()
    _process(env)
    for account in accounts:
        env["amazon.schedule"]._run_now("amazon.accrual", account)
    env.cr.commit()


def _process(env):
    for name in INBOXES:
        env[name].sudo()._cron_process()
        env.cr.commit()


def _show_bank(env, account, amazon):
    """The bank's statement: a line for each payout that has reached it."""
    lines = env["account.bank.statement.line"].with_company(account.company_id)
    journal = account.store_ids.payout_journal_id
    known = set(lines.search([("journal_id", "=", journal.id)]).mapped("payment_ref"))
    own = {each["settlement_id"] for each in amazon.settlements(account.selling_partner_id)}
    for payout in amazon.payouts():
        text = f"AMAZON {payout['trace_id']}"
        if payout["status"] == "PAID" and payout["settlement_id"] in own - known:
            if text not in known:
                day = fields.Date.to_date(payout["created"][:10]) + timedelta(days=3)
                lines.create(
                    {
                        "journal_id": journal.id,
                        "date": day,
                        "payment_ref": text,
                        "amount": float(payout["amount"]),
                    }
                )
    env.cr.commit()


def _press_buttons(env):
    """Orders that Amazon no longer tells were sold before; what waits is tried again."""
    settlements = env["amazon.settlement"].search([])
    for settlement in settlements.filtered("has_unknown_orders"):
        home = settlement.with_context(allowed_company_ids=settlement.company_id.ids)
        home.action_book_as_earlier()
        env.cr.commit()
    # A corrected file of what was wrong is taken over when nothing was booked.
    for settlement in settlements.filtered("correction_id"):
        settlement.action_take_correction()
        env.cr.commit()
    _process(env)


def close_month(env, month):
    """The page of the month's close is looked at.

    :param month: ``date``, the first day
    """
    for store in env["amazon.store"].search([("state", "=", "live")]):
        closes = env["amazon.close"]
        close = closes.search([("store_id", "=", store.id), ("month", "=", month)])
        close = close or closes.create({"store_id": store.id, "month": month})
        with_company = close.with_context(allowed_company_ids=store.company_id.ids)
        with_company.action_check()
        env.cr.commit()


def change_mode(env, seller, mode):
    """A store is booked in the other way from now on."""
    store = env["amazon.store"].search(
        [("account_id.selling_partner_id", "=", seller), ("state", "=", "live")]
    )
    store.accounting_mode = mode
    env.cr.commit()
