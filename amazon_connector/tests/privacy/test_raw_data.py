"""What Amazon sent is shown on a page of its own for every document that keeps it."""

from lxml import etree

from odoo.tests import new_test_user, tagged

from ..payouts.paying import PayoutCase

MANAGER = "amazon_connector.group_manager"


@tagged("post_install", "-at_install")
class TestRawData(PayoutCase):
    def setUp(self):
        super().setUp()
        self.store.write({"import_fba": True, "fba_returns": "done"})
        ref = self.sell(fulfilled_by="AMAZON")
        self.sync_orders()
        self.amazon.return_units(ref)
        self.amazon.reimburse("MUG", "8.15")
        self.close()
        self.account.action_sync_returns()
        self.account.action_sync_reimbursements()
        self.account.action_sync_payouts()

    def sell(self, quantity=2, **how):
        ref = self.amazon.place_order(sku="MUG", quantity=quantity, **how)
        self.amazon.ship_and_bill(ref)
        return ref

    def find_documents(self):
        """The newest of each kind that inherits the payload; a refund's page is an order's."""
        kinds = ("amazon.order", "amazon.return", "amazon.reimbursement", "amazon.payout")
        documents = [self.env[kind].search([("payload", "!=", False)], limit=1) for kind in kinds]
        self.assertTrue(all(documents), documents)
        return documents

    def test_each_shows_it_and_that_it_was_opened_is_recorded(self):
        boss = new_test_user(self.env, "boss", groups=MANAGER)
        for document in self.find_documents():
            with self.subTest(kind=document._name):
                opened = document.with_user(boss)
                action = opened.action_show_payload()
                page = opened.get_view(action["views"][0][0], "form")["arch"]
                names = [field.get("name") for field in etree.fromstring(page).iter("field")]

                [shown] = opened.web_read({name: {} for name in names})

                self.assertEqual(shown["payload_text"], document.payload_text)
                noted = self.env["amazon.disclosure"].search([("res_model", "=", document._name)])
                self.assertEqual(noted.mapped("kind"), ["opened"])
                self.assertEqual(noted.user_id, boss)

    def test_administrators_have_the_button_and_nobody_else(self):
        boss = new_test_user(self.env, "boss", groups=MANAGER)
        books = new_test_user(self.env, "books", groups="amazon_connector.group_accountant")
        button = "//button[@name='action_show_payload']"
        for kind in ("amazon.refund", "amazon.return", "amazon.reimbursement", "amazon.payout"):
            with self.subTest(kind=kind):
                forms = [
                    etree.fromstring(
                        self.env[kind].with_user(user).get_view(view_type="form")["arch"]
                    )
                    for user in (boss, books)
                ]
                self.assertEqual([len(form.xpath(button)) for form in forms], [1, 0])
