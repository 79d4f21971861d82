"""What Amazon pays for lost units explains rows of settlements, which book it once (F7)."""

from datetime import timedelta

from odoo.tests import tagged

from ..payouts.paying import PayoutCase

HEADINGS = (
    "approval-date\treimbursement-id\tcase-id\tamazon-order-id\treason\tsku\tfnsku\tasin\t"
    "product-name\tcondition\tcurrency-unit\tamount-per-unit\tamount-total\t"
    "quantity-reimbursed-cash\tquantity-reimbursed-inventory\tquantity-reimbursed-total"
)


@tagged("post_install", "-at_install")
class TestReimbursements(PayoutCase):
    def setUp(self):
        super().setUp()
        self.store.import_fba = True

    def sync(self):
        operation = self.account.action_sync_reimbursements()
        self.assertEqual(operation.state, "done", self.messages(operation))
        return operation

    def paid(self, *refs):
        domain = [("reimbursement_ref", "in", refs)] if refs else []
        return self.env["amazon.reimbursement"].search(domain, order="id")

    def rows(self, settlement):
        kind = self.kinds["reimbursement"]
        return settlement.line_ids.filtered(lambda line: line.kind_id == kind)

    def test_a_row_of_a_settlement_says_which_units_were_paid_and_why(self):
        number = self.amazon.reimburse("MUG", "8.15", quantity=2, reason="WAREHOUSE_LOST")
        self.sync()
        paid = self.paid(number)
        self.assertEqual((paid.state, paid.amount, paid.cash_quantity), ("done", 16.30, 2))
        self.assertEqual((paid.reimbursement_reason, bool(paid.case_ref)), ("Warehouse Lost", True))
        self.assertFalse(paid.settlement_id)

        settlement = self.post(self.amazon.close_settlement())
        self.assertEqual(paid.settlement_id, settlement)
        self.assertEqual(self.rows(settlement).reimbursement_id, paid)
        self.assertEqual(sum(paid.settlement_line_ids.mapped("amount")), 16.30)
        action = paid.action_view_settlement_rows()
        self.assertEqual(
            self.env["amazon.settlement.line"].search(action["domain"]), self.rows(settlement)
        )
        self.assertEqual(self.rows(settlement).action_view_reimbursement()["res_id"], paid.id)
        self.assertEqual(self.amazon.violations(), [])

    def test_the_settlement_may_come_first_and_nothing_is_booked_twice(self):
        number = self.amazon.reimburse("MUG", "8.15")
        settlement = self.post(self.amazon.close_settlement())
        moves = self.env["account.move"].search_count([])
        self.sync()
        self.sync()

        self.assertEqual(self.rows(settlement).reimbursement_id, self.paid(number))
        self.assertEqual(len(self.paid()), 1)
        self.assertEqual(self.env["account.move"].search_count([]), moves)

    def test_two_that_are_alike_have_a_row_each(self):
        numbers = [self.amazon.reimburse("MUG", "8.15") for _unit in range(2)]
        settlement = self.post(self.amazon.close_settlement())
        self.sync()
        self.assertEqual(self.rows(settlement).reimbursement_id, self.paid(*numbers))

    def test_units_that_were_given_back_have_no_row(self):
        number = self.amazon.reimburse("MUG", "8.15", quantity=0, inventory=3)
        settlement = self.post(self.amazon.close_settlement())
        self.sync()
        paid = self.paid(number)
        self.assertEqual((paid.amount, paid.inventory_quantity), (0, 3))
        self.assertFalse(self.rows(settlement).reimbursement_id)

    def test_rows_without_a_number_are_known_by_sku_and_amount_and_one_bad_row_stops_none(self):
        self.amazon.reimburse("MUG", "8.15", quantity=2)
        settlement = self.post(self.amazon.close_settlement())
        self.env.cr.execute("UPDATE amazon_settlement_line SET adjustment_ref = NULL")
        self.env.invalidate_all()
        row = self.rows(settlement)
        told = row.posted_at - timedelta(days=2)
        line = (
            f"{told:%Y-%m-%dT%H:%M:%S}+00:00\t%s\t\t\tLost\tMUG\tX1\tB1\tMug\tOK\tUSD\t%s\t2\t0\t2"
        )
        lines = [HEADINGS, line % ("R1", "8.15\t16.31"), line % ("R2", "8.15\t16.30")]
        lines.append(line % ("R3", "8.15\tmuch"))
        self.receive("\n".join(lines))

        self.assertEqual(row.reimbursement_id, self.paid("R2"))
        failed = self.paid().filtered(lambda paid: paid.state == "failed")
        self.assertEqual(len(failed), 1)
        self.assertIn("much", failed.payload)

    def receive(self, text):
        schedule = self.env["amazon.schedule"].search(
            [("model_name", "=", "amazon.reimbursement"), ("account_id", "=", self.account.id)]
        )
        model = self.env["amazon.reimbursement"].sudo()
        with self.env["amazon.operation"]._record(self.account, model._name) as operation:
            model._receive_report(schedule, None, TextDocument(text), operation)
            model._work_off(self.account, operation)
        return operation

    def days(self, *dates):
        """Rows with these dates are read; returns their days, and the warnings about them."""
        self.env["amazon.reimbursement"].search([]).unlink()
        line = "%s\tR%s\t\t\tLost\tMUG\tX1\tB1\tMug\tOK\tUSD\t8.15\t8.15\t1\t0\t1"
        rows = [line % (date, number) for number, date in enumerate(dates)]
        operation = self.receive("\n".join([HEADINGS, *rows]))
        found = [str(paid.approved_at.date()) for paid in self.paid()]
        return found, operation.line_ids.filtered(lambda line: "06/07/2026" in line.message)

    def test_the_report_tells_whether_the_day_or_the_month_comes_first(self):
        found = self.days("03/04/2024 10:00:00 UTC", "03/25/2024 10:00:00 UTC")
        self.assertEqual(found[0], ["2024-03-04", "2024-03-25"])
        self.assertFalse(found[1])
        found = self.days("03/04/2024", "25/03/2024", "2024-04-05T10:00:00+00:00")
        self.assertEqual(found[0], ["2024-04-03", "2024-03-25", "2024-04-05"])

    def test_else_its_marketplaces_do_and_where_they_differ_it_is_said(self):
        self.assertEqual(self.days("03/04/2024")[0], ["2024-03-04"])
        canada = self.env["amazon.marketplace"].search([("country_id.code", "=", "CA")])
        store = self.account.store_ids.filtered(lambda one: one.marketplace_id == canada)
        store = store or self.store.copy({"marketplace_id": canada.id})
        store.state = self.store.state
        found, warning = self.days("03/04/2024")
        self.assertEqual(found, ["2024-04-03"])
        self.assertEqual(len(warning), 1)

    def test_sellers_without_fba_are_not_asked_about(self):
        self.account.store_ids.import_fba = False
        self.amazon.reimburse("MUG", "8.15")
        self.sync()
        self.assertFalse(self.paid())


class TextDocument:
    """A document of Amazon's that is here already."""

    def __init__(self, text):
        self.text = text

    def lines(self):
        return iter(self.text.splitlines())
