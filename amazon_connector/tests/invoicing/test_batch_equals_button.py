"""Invoices of a batch are those that Odoo's own button makes, line by line (F1)."""

from odoo import fields
from odoo.tests import tagged

from .common import InvoicingCase

MOVE_FIELDS = (
    "move_type",
    "journal_id",
    "currency_id",
    "invoice_date",
    "date",
    "invoice_date_due",
    "invoice_payment_term_id",
    "fiscal_position_id",
    "delivery_date",
    "amount_untaxed",
    "amount_tax",
    "amount_total",
    "amount_residual",
    "amount_total_signed",
    "payment_state",
    "is_amazon",
    "amazon_store_id",
    "team_id",
    "invoice_user_id",
    "invoice_incoterm_id",
)
LINE_FIELDS = (
    "display_type",
    "sequence",
    "account_id",
    "product_id",
    "product_uom_id",
    "quantity",
    "price_unit",
    "discount",
    "price_subtotal",
    "price_total",
    "balance",
    "amount_currency",
    "currency_id",
    "debit",
    "credit",
    "amount_residual",
    "date_maturity",
    "tax_ids",
    "tax_tag_ids",
    "tax_line_id",
    "tax_repartition_line_id",
    "tax_base_amount",
    "analytic_distribution",
    "extra_tax_data",
    "no_followup",
)


@tagged("post_install", "-at_install")
class TestBatchEqualsButton(InvoicingCase):
    def setUp(self):
        super().setUp()
        self.store.invoice_date_policy = "today"

    def assert_same(self, *wishes):
        """Each order twice: one is invoiced by Odoo's button, the other in the batch."""
        by_button, in_batch = [], []
        for wish in wishes:
            by_button.append(self.sell(**wish))
            in_batch.append(self.sell(**wish))
        for sale in by_button:
            sale._create_invoices().action_post()
        self.invoice()
        for one, other in zip(by_button, in_batch, strict=True):
            self.assertEqual(self.describe(other), self.describe(one))
            self.assertTrue(other.invoice_ids)

    def describe(self, sale):
        """What the invoice of a sales order is, but for its numbers."""
        move = sale.invoice_ids
        self.assertEqual(move.state, "posted")
        lines = move.line_ids.sorted(lambda line: (line.display_type, line.sequence, line.id))
        return {
            "sale": (sale.invoice_status, sale.order_line.mapped("qty_invoiced")),
            "move": {name: move[name] for name in MOVE_FIELDS},
            "reference": self.anonymous(move, move.payment_reference),
            "lines": [
                {
                    "name": self.anonymous(move, line.name),
                    "partner": line.partner_id == move.commercial_partner_id,
                    "sold": [
                        sale.order_line.ids.index(sold) for sold in sorted(line.sale_line_ids.ids)
                    ],
                    **{name: line[name] for name in LINE_FIELDS},
                }
                for line in lines
            ],
        }

    def anonymous(self, move, text):
        return (text or "").replace(move.name, "NUMBER").replace(move.ref or "-", "ORDER")

    GOODS = (
        {
            "sku": "MUG",
            "quantity": 3,
            "unit_price": "3.33",
            "tax": "0.87",
            "shipping": "4.00",
            "gift_wrap": "1.00",
        },
        {"sku": "LAMP", "unit_price": "49.95", "tax": "4.12", "discount": "5.00"},
    )

    def test_goods_charges_and_amazons_taxes(self):
        self.set_taxes()
        self.assert_same({"lines": [dict(line) for line in self.GOODS]}, {"sku": "CABLE"})

    def test_tax_as_a_charge_line(self):
        self.assert_same({"lines": [dict(line) for line in self.GOODS]})

    def test_taxes_rounded_over_the_whole_invoice(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        self.set_taxes()
        self.assert_same({"lines": [dict(line) for line in self.GOODS]})

    def test_another_currency_than_the_companys(self):
        cad = self.env.ref("base.CAD")
        cad.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": cad.id, "name": "2020-01-01", "rate": 1.3571}
        )
        self.store = self._open_store("CA", invoicing="posted", invoice_from="2020-01-01")
        self.store.write({"invoice_date_policy": "today", "tz": "UTC"})
        self.set_taxes()
        self.assert_same({"marketplace": "CA", "lines": [dict(line) for line in self.GOODS]})

    def test_cost_of_goods_is_posted_with_the_invoice(self):
        for product in (self.mug, self.lamp):
            product.categ_id = self.env["product.category"].create(
                {
                    "name": "Valued",
                    "property_valuation": "real_time",
                    "property_cost_method": "average",
                }
            )
            product.standard_price = 2.5
        self.set_taxes()
        self.assert_same({"lines": [dict(line) for line in self.GOODS]})
        posted = self.env["account.move.line"].search([("display_type", "=", "cogs")])
        self.assertEqual(sum(posted.mapped("debit")), 2 * 4 * 2.5)

    def test_analytic_account_and_income_account_of_the_store(self):
        plan = self.env["account.analytic.plan"].create({"name": "Channels"})
        account = self.env["account.analytic.account"].create({"name": "US", "plan_id": plan.id})
        income = self.env["account.account"].create(
            {"name": "Amazon sales", "code": "409999", "account_type": "income"}
        )
        self.store.write({"analytic_account_id": account.id, "income_account_id": income.id})
        self.set_taxes()
        self.assert_same({"lines": [dict(line) for line in self.GOODS]})

    def test_analytic_rules_of_the_company(self):
        plan = self.env["account.analytic.plan"].create({"name": "Channels"})
        account = self.env["account.analytic.account"].create({"name": "Mugs", "plan_id": plan.id})
        self.env["account.analytic.distribution.model"].create(
            {"product_id": self.mug.id, "analytic_distribution": {str(account.id): 100}}
        )
        self.assert_same({"sku": "MUG"}, {"sku": "LAMP"})

    def test_a_known_amount_that_is_wrong_is_corrected(self):
        sale = self.sell(quantity=2, unit_price="10.00")
        sale.order_line.flush_recordset()
        self.env.cr.execute(
            "UPDATE sale_order_line SET price_subtotal = 7 WHERE id = %s", [sale.order_line.id]
        )
        sale.order_line.invalidate_recordset(["price_subtotal"])
        self.invoice()

        self.assertEqual(sale.invoice_ids.invoice_line_ids.balance, -20)
        self.assertEqual(sale.invoice_ids.amount_residual, 20)

    def test_the_short_cut_can_be_switched_off(self):
        self.env["ir.config_parameter"].set_param("amazon_connector.batch_invoices", "False")
        sale = self.sell()
        self.invoice()

        self.assertEqual(sale.invoice_ids.state, "posted")
        self.assertEqual(sale.invoice_ids.invoice_date, fields.Date.today())
