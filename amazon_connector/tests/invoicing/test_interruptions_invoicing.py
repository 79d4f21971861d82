"""Invoicing that is killed, and people beside the job: nothing twice (F1, F2)."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE, WorkersCase

PREPARE = """
for _round in range(3):
    env["amazon.schedule"]._cron_lane("amazon.order")
    env["amazon.order"]._cron_process()
clearing = env["account.account"].create({
    "name": "Amazon clearing", "code": "101998", "account_type": "asset_current",
    "reconcile": True,
})
journal = env["account.journal"].create(
    {"name": "Amazon settlements", "code": "AMZ", "type": "general"}
)
stores = env["amazon.store"].search([("state", "=", "live")])
foreign = stores.marketplace_id.currency_id - env.company.currency_id
foreign.rate_ids.unlink()
env["res.currency.rate"].create([
    {"currency_id": currency.id, "name": "2020-01-01", "rate": 1.37} for currency in foreign
])
stores.write({
    "invoicing": "posted", "invoice_from": "2020-01-01", "payments": "shipped",
    "clearing_account_id": clearing.id, "settlement_journal_id": journal.id,
    "invoice_date_policy": "today",
})
sales = env["sale.order"].search([("state", "=", "sale")])
for picking in sales.picking_ids.filtered(lambda picking: picking.state == "assigned"):
    picking.button_validate()
env["amazon.signal"].search([]).unlink()
env.cr.commit()
"""
# Small chunks, so that there is something to kill and to race between.
LANE = """
from odoo.addons.amazon_connector.models.invoicing import amazon_store_invoices
from odoo.addons.amazon_connector.models.invoicing import amazon_store_payments

amazon_store_invoices.CHUNK = amazon_store_payments.PAID_TOGETHER = 5
env["amazon.schedule"]._cron_lane("amazon.invoicing")
env.cr.commit()
"""
# What a request of the web client does: run, and run again if another transaction was faster.
PERSON = """
from odoo.addons.amazon_connector.models.sync.races import expected_races
from odoo.exceptions import UserError
from odoo.service.model import retrying


def press(sale):
    if sale.invoice_status == "to invoice":
        sale._create_invoices().action_post()


with expected_races():
    sales = env["sale.order"].search([("amazon_store_id", "!=", False)], order="id desc", limit=25)
    for sale in sales:
        retrying(lambda sale=sale: press(sale), env)
        env.cr.commit()
"""
ACCOUNTANT = """
from odoo.addons.amazon_connector.models.sync.races import expected_races
from odoo.service.model import retrying

partner = env["res.partner"].create({"name": "Somebody"})
env.cr.commit()


def post():
    env["account.move"].create({
        "move_type": "out_invoice", "partner_id": partner.id, "invoice_date": "2026-01-05",
        "invoice_line_ids": [(0, 0, {"name": "Advice", "price_unit": 5, "tax_ids": []})],
    }).action_post()


with expected_races():
    for _each in range(10):
        retrying(post, env)
        env.cr.commit()
"""
WRONGLY_INVOICED = """
    SELECT sale.name, count(DISTINCT move.id)
      FROM sale_order AS sale
      JOIN sale_order_line AS sold ON sold.order_id = sale.id
      LEFT JOIN sale_order_line_invoice_rel AS rel ON rel.order_line_id = sold.id
      LEFT JOIN account_move_line AS line ON line.id = rel.invoice_line_id
      LEFT JOIN account_move AS move ON move.id = line.move_id
     WHERE sale.delivery_status = 'full'
     GROUP BY sale.id
    HAVING count(DISTINCT move.id) != 1 OR min(move.state) != 'posted'
"""
WRONGLY_PAID = """
    SELECT move.name, move.payment_state, move.amazon_payment_hold, count(paid.id)
      FROM account_move AS move
      LEFT JOIN account_move_line AS paid ON paid.amazon_invoice_id = move.id
     WHERE move.move_type = 'out_invoice' AND move.amazon_store_id IS NOT NULL
       AND move.amount_total != 0
     GROUP BY move.id
    HAVING move.payment_state != 'paid' OR count(paid.id) != 2
"""
GAPS = """
    SELECT journal_id, sequence_prefix FROM account_move WHERE state = 'posted'
     GROUP BY journal_id, sequence_prefix
    HAVING max(sequence_number) - min(sequence_number) + 1 != count(*)
"""
INVOICED = "SELECT count(*) FROM account_move WHERE state = 'posted' AND move_type = 'out_invoice'"
PAID = "SELECT count(*) FROM account_move_line WHERE amazon_invoice_id IS NOT NULL"


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a prepared database to copy (AMAZON_CONNECTOR_TEMPLATE)")
class TestInterruptedInvoicing(WorkersCase):
    order_count = 80

    def make_due(self):
        """Let the pauses, and the leases of the dead, run out."""
        self.query(
            "UPDATE amazon_schedule SET next_run = '2020-01-01', rests_until = NULL,"
            " leased_until = NULL WHERE model_name = 'amazon.invoicing' RETURNING id"
        )

    def test_killed_runs_and_people_beside_them_leave_one_invoice_and_one_payment_each(self):
        self.work(PREPARE)
        delivered = "SELECT count(*) FROM sale_order WHERE delivery_status = 'full'"
        self.assertGreater(self.query(delivered)[0][0], 20)

        self.make_due()
        self.kill_when(self.start(LANE), lambda: self.query(INVOICED)[0][0] >= 5)
        self.make_due()
        self.compete(LANE, LANE, PERSON, ACCOUNTANT)
        self.make_due()
        self.kill_when(self.start(LANE), lambda: self.query(PAID)[0][0] >= 5)
        self.make_due()
        self.work(LANE)

        self.assertEqual(self.query(WRONGLY_INVOICED), [])
        self.assertEqual(self.query(WRONGLY_PAID), [])
        self.assertEqual(self.query(GAPS), [])
