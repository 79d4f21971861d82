"""Each worked example of docs/accounting.md is posted, and comes out as the page says (F5, F6)."""

from datetime import date
from unittest import skipUnless

from odoo.tests import tagged

from .booking import REVERSE_CHARGE, BookingCase
from .page import PAGE, read_entries, read_examples, read_proof

# Tax on Amazon's fees, by the accounts that it is booked on.
FEE_TAXES = {"USD": None, "EUR": REVERSE_CHARGE, "JPY": {"VAT input": 100}}
DOCUMENTS = ("invoice", "credit note")


@skipUnless(PAGE.exists(), "docs/accounting.md is not beside the addon")
@tagged("post_install", "-at_install")
class TestAccountingPage(BookingCase):
    def test_the_page_has_examples(self):
        names = {name for name, _facts, _entries in read_entries()}
        self.assertLessEqual({"us", "de", "de-vcs", "jp", "us-negative", "us-charge"}, names)
        self.assertLessEqual(names, read_examples().keys())

    def test_united_states(self):
        self.post_all("us")

    def test_germany(self):
        self.post_all("de", "de-vcs")

    def test_japan(self):
        self.post_all("jp")

    def test_a_total_below_zero_and_the_charge_to_the_card(self):
        self.post_all("us-negative", "us-charge")
        self.assertEqual(self.open_on("payable to Amazon"), 0)
        self.assertEqual(self.open_on("carried forward"), 0)

    def test_the_proof_of_a_settlement(self):
        example, expected = read_examples()["us"], read_proof()
        self.open_books("USD")
        self.store.accounting_mode = "per_settlement"
        settlement = self.settle_example(example)
        shown = [line["amount"] for line in settlement._prepare_statement()]
        self.assertEqual([f"{amount:.2f}" for amount in shown], [str(x) for x in expected.values()])

    # Words

    def post_all(self, *names):
        """Post the examples in each of the ways that the page shows; of one way, one after another.

        Each way has books of its own.
        """
        examples, ways = read_examples(), {}
        for name, facts, entries in read_entries():
            if name in names:
                way = facts["mode"], facts.get("payments")
                ways.setdefault(way, []).append((name, entries))
        for (mode, payments), tables in ways.items():
            with self.subTest(mode=mode, payments=payments):
                first = examples[tables[0][0]]
                self.open_books(first["currency"])
                if "tax" in first:
                    self.put_taxes(int(first["tax"]), fees=FEE_TAXES[first["currency"]])
                self.store.accounting_mode = mode
                for name, entries in tables:
                    self.post_example(examples[name], entries, payments)

    def post_example(self, example, entries, payments):
        documents = entries
        if payments == "settlement":  # "Invoice and credit note as above, left open."
            documents = read_entries()[0][2]
        self.post_documents(documents, is_paid=payments == "on")
        settlement = self.settle_example(example)
        self.assert_booked(settlement)
        expected = {
            (entry.split()[0], day): net
            for entry, (day, net) in entries.items()
            if not entry.startswith((*DOCUMENTS, "payment "))
        }
        kinds = ("result", "payments", "payout")
        booked = {
            (move.amazon_entry, str(move.date)): self.net(move)
            for move in self.entries(settlement, *kinds)
        }
        names = {"asset_receivable": "receivable"}
        booked = {
            entry: {names.get(name, name): amount for name, amount in net.items()}
            for entry, net in booked.items()
        }
        self.assertEqual(booked, expected)
        self.assertEqual(self.open_on("clearing"), 0)

    def post_documents(self, entries, *, is_paid):
        for entry, (day, net) in entries.items():
            kind = next((kind for kind in DOCUMENTS if entry.startswith(kind)), None)
            if not kind:
                continue
            is_refund = kind == "credit note"
            sign = 1 if is_refund else -1
            lines = {name: amount * sign for name, amount in net.items() if name != "receivable"}
            move_type = "out_refund" if is_refund else "out_invoice"
            document = self.create_document(entry.split()[-1], lines, day, move_type)
            if is_paid:
                self.pay_on_clearing(document, day)

    def settle_example(self, example):
        head = {key: example[key] for key in ("start", "end", "deposit", "currency")}
        self.assertTrue(date.fromisoformat(head["start"]))
        return self.settle(example["rows"], ref=example["settlement"], **head)
