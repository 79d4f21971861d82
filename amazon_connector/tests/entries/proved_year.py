"""What has to be true of the books of a year, whoever was killed on the way."""

from decimal import Decimal

from .year import PER_SETTLEMENT, YearCase

ON_SUSPENSE = """
    SELECT m.name, m.amazon_entry
      FROM account_move_line l
      JOIN account_move m ON m.id = l.move_id
      JOIN res_company c ON c.id = l.company_id
     WHERE l.account_id = c.account_journal_suspense_account_id
"""
UNBALANCED = """
    SELECT move_id FROM account_move_line WHERE parent_state = 'posted'
     GROUP BY move_id HAVING abs(sum(amount_currency)) > 0.001 OR abs(sum(balance)) > 0.001
"""
# Drafts of the connector's own entries: they are created only when they can be posted.
DRAFTS = """
    SELECT id FROM account_move
     WHERE state != 'posted' AND (amazon_settlement_id IS NOT NULL OR amazon_entry IS NOT NULL)
"""
BOOKED_TWICE = """
    SELECT s.amazon_ref, m.amazon_entry, m.amazon_number, count(*)
      FROM account_move m JOIN amazon_settlement s ON s.id = m.amazon_settlement_id
     WHERE m.state = 'posted' AND m.amazon_run = s.run
       AND m.amazon_entry IN ('result', 'payments')
     GROUP BY 1, 2, 3 HAVING count(*) > 1
"""
ACCRUED_TWICE = """
    SELECT amazon_accrual_id, amazon_entry, count(*) FROM account_move
     WHERE amazon_accrual_id IS NOT NULL
     GROUP BY 1, 2 HAVING count(*) > 1
"""
# An order has one invoice, a refund one credit note, each of them one payment (two lines).
INVOICED_TWICE = """
    SELECT sale.client_order_ref, count(DISTINCT move.id)
      FROM sale_order sale
      JOIN sale_order_line sold ON sold.order_id = sale.id
      JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
      JOIN account_move_line line ON line.id = rel.invoice_line_id
      JOIN account_move move ON move.id = line.move_id AND move.move_type = 'out_invoice'
     GROUP BY 1 HAVING count(DISTINCT move.id) > 1
"""
CREDITED_TWICE = "SELECT move_id FROM amazon_refund GROUP BY 1 HAVING count(move_id) > 1"
PAID_TWICE = """
    SELECT amazon_invoice_id FROM account_move_line
     WHERE amazon_invoice_id IS NOT NULL AND parent_state = 'posted'
     GROUP BY 1 HAVING count(*) != 2
"""
UNPAID = """
    SELECT name, payment_state, amount_residual FROM account_move
     WHERE move_type IN ('out_invoice', 'out_refund') AND state = 'posted'
       AND payment_state NOT IN ('paid', 'reversed') AND amount_total > 0
"""
UNMATCHED_PAYOUTS = """
    SELECT p.amazon_ref FROM amazon_payout p
      LEFT JOIN account_move_line l ON l.id = p.transit_line_id
     WHERE p.phase = 'paid' AND l.reconciled IS NOT TRUE
"""
# A report that nobody can read is kept beside the settlement that its right file has brought.
UNFINISHED = """
    SELECT amazon_ref, state, reason FROM amazon_settlement
     WHERE state != 'done' AND left(amazon_ref, 7) != 'report-'
"""
BOOKED = "SELECT amazon_ref, amount_total::text FROM amazon_settlement WHERE state = 'done'"
WRONG = "SELECT amazon_ref FROM amazon_settlement WHERE difference != 0"
RUNNING = "SELECT id FROM amazon_operation WHERE state = 'running'"
NOTHING = (
    ON_SUSPENSE,
    UNBALANCED,
    DRAFTS,
    BOOKED_TWICE,
    ACCRUED_TWICE,
    INVOICED_TWICE,
    CREDITED_TWICE,
    PAID_TWICE,
    UNPAID,
    UNMATCHED_PAYOUTS,
    UNFINISHED,
    WRONG,
)
# Words of the vocabulary come in rows that nobody has sold: their tax has one side only.
ONE_SIDED = """
    SELECT COALESCE(sum(r.amount), 0)::text
      FROM amazon_settlement_line r JOIN account_move_line l ON l.id = r.move_line_id
     WHERE l.account_id = %s AND l.date <= %s AND r.sku = 'LONG-GONE'
"""
UNTOLD = """
    SELECT amount_gap FROM amazon_accrual
     WHERE store_id = %s AND month = %s AND amount_gap != 0
"""
LINES = """
    SELECT line.key, line.sentence
      FROM amazon_close_line line JOIN amazon_close page ON page.id = line.close_id
     WHERE page.store_id = %s AND page.day = %s AND NOT line.is_done
"""


class ProvedYear(YearCase):
    """The books against Amazon's own, which the simulator keeps apart from what it tells."""

    def prove(self):
        """Live through the year, and prove all of it."""
        ends = self.live()
        found = {query: rows for query in NOTHING if (rows := self.query(query))}
        # All of it: what is not booked leaves its line of the bank open.
        self.assertEqual(found, {})
        self.prove_settlements()
        for seller, store in self.read_stores().items():
            last = max(each["end"] for each in self.amazon.settlements(seller))
            # What a settlement after the month's end has not told yet cannot be booked.
            proved = [end for end in ends if f"{end}" < last[:10]]
            self.assertTrue(proved)
            for number, end in enumerate(proved):
                with self.subTest(seller=seller, end=end):
                    self.prove_month(store, end, seller, number)

    def prove_settlements(self):
        """Each settlement of Amazon's is here once, with its total."""
        booked = self.query(BOOKED)
        told = self.amazon.settlements()
        self.assertEqual(
            sorted((ref, Decimal(total)) for ref, total in booked),
            sorted((each["settlement_id"], Decimal(each["total"])) for each in told),
        )

    def prove_month(self, store, day, seller, number):
        """Clearing with what is released and not settled is AVAILABLE, and so on."""
        names = ("clearing", "carried", "accrued", "facilitator", "reserve")
        books = {name: self.balance(store[name], day) for name in names}
        books["facilitator"] += Decimal(self.query(ONE_SIDED, store["facilitator"], day)[0][0])
        told, settled = self.told(day, seller), self.undeposited(day, seller)
        self.assertEqual(books["reserve"], told["reserve"])
        if self.mode_of(seller, number) == PER_SETTLEMENT:
            self.assertEqual(books["clearing"] + books["carried"], told["available"] + settled)
            self.assertEqual(books["accrued"], told["deferred"])
            self.assertEqual(books["facilitator"], 0)
        else:
            # What is deferred is on clearing by its invoice, its fee on the accrual, and the tax
            # that Amazon will keep of it on the facilitator's account.
            held = sum(books[name] for name in ("clearing", "carried", "accrued", "facilitator"))
            owed = told["available"] + told["deferred"] + settled
            # Of deferred money that Amazon tells in its balance alone, nobody knows the fees yet.
            if self.query(UNTOLD, store["id"], day.replace(day=1)):
                self.assertGreater(held, owed)
            else:
                self.assertEqual(held, owed)
        undone = dict(self.query(LINES, store["id"], day))
        if number == 0:  # A store's first settlement begins with its first sale.
            undone.pop("settlements", None)
        self.assertEqual(undone, {})

    def mode_of(self, seller, number):
        """:return: how a store was booked in a month of the year; once changed, in both ways"""
        after, mode = self.changes.get(seller, (self.months, None))
        return self.modes[seller] if number < after else mode
