"""Tax that Amazon corrects after the order, and pays to the state itself (F7, F9)."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRetrocharges(RefundCase):
    def tell(self, ref, total, **parts):
        """Amazon tells of a retrocharge in these words; returns what Odoo makes of it."""
        told = self.amazon.transactions(ref)[-1]
        money = {"currencyCode": "USD"}
        told |= {
            "transactionType": "Retrocharge",
            "transactionId": f"retro-{ref}",
            "description": "RetroChargeRefund",
            "totalAmount": {**money, "currencyAmount": total},
            "items": [],
            "breakdowns": [
                {
                    "breakdownType": word.replace("_", "-"),
                    "breakdownAmount": {**money, "currencyAmount": amount},
                    "breakdowns": None,
                }
                for word, amount in parts.items()
            ],
        }
        self.amazon.answer("listTransactions", body={"payload": {"transactions": [told]}})
        self.sync_refunds()
        return self.refund(ref)

    def test_tax_against_tax_is_left_to_the_settlement(self):
        withheld = "MarketplaceFacilitatorTax_Principal"
        for tax in (-1.2, 1.2):
            with self.subTest(tax=tax):
                ref = self.place_invoiced(unit_price="10.00")
                told = self.tell(ref, 0, BaseTax=tax, **{withheld: -tax})

                self.assertEqual((told.state, told.amount_total), ("done", 0), told.reason)
                self.assertFalse(told.move_id)
                before = told.write_date
                self.sync_refunds()
                self.assertEqual((told.state, told.write_date), ("done", before))

    def test_words_that_nobody_can_tell_apart_are_no_matter_where_they_come_to_nothing(self):
        ref = self.place_invoiced(unit_price="10.00")
        told = self.tell(ref, 0, Sideways=-1.2, Otherways=1.2)

        self.assertEqual((told.state, told.move_id.id), ("done", False), told.reason)

    def test_a_credit_note_that_a_person_has_made_of_it_is_found(self):
        ref = self.place_invoiced(unit_price="10.00")
        invoice = self.sale(ref).invoice_ids
        line = {"name": "Tax", "price_unit": 1.2, "tax_ids": False}
        note = invoice.create(
            {
                "move_type": "out_refund",
                "partner_id": invoice.partner_id.id,
                "ref": ref,
                "invoice_line_ids": [Command.create(line)],
            }
        )
        note.action_post()
        told = self.tell(ref, 0, BaseTax=-1.2, MarketplaceFacilitatorTax_Principal=1.2)

        self.assertEqual((told.state, told.move_id), ("done", note), told.reason)

    def test_tax_of_the_sellers_own_is_credited(self):
        ref = self.place_invoiced(unit_price="10.00")
        told = self.tell(ref, -1.2, BaseTax=-1.2)

        self.assertEqual((told.state, told.amount_buyer), ("done", 1.2), told.reason)
        self.assertEqual(told.move_id.amount_total, 1.2)
