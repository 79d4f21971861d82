"""What the tests of entries share: books in any currency, and settlements of rows as on a page."""

from collections import defaultdict
from contextlib import contextmanager
from decimal import Decimal
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import TransactionCase

from ...mapping.chart_accounts import TAXED_FEES
from ...models.entries import amazon_settlement_payments
from ..common import PlayedTransaction
from ..settlements.common import COLUMNS

# Words of the page: what kind of account each is.
ACCOUNTS = {
    "clearing": "asset_current",
    "reserve": "asset_current",
    "carried forward": "asset_current",
    "transit": "asset_current",
    "payable to Amazon": "liability_current",
    "facilitator tax": "liability_current",
    "VAT": "liability_current",
    "VAT reverse charge": "liability_current",
    "VAT input": "asset_current",
    "before go-live": "liability_current",
    "small differences": "expense",
    "revenue": "income",
    "shipping": "income",
    "promotions": "income",
    "refunds": "income",
    "seller fees": "expense",
    "FBA fees": "expense",
    "storage": "expense",
    "advertising": "expense",
    "services": "expense",
    "points": "expense",
    "other": "income_other",
}
# Tax on services from abroad: owed and deducted at once.
REVERSE_CHARGE = {"VAT input": 100, "VAT reverse charge": -100}
MATCHED = ("clearing", "reserve", "carried forward", "transit", "payable to Amazon")
# Which kind is booked where; kinds that are not named go to "other".
KINDS = {
    "sale": "revenue",
    "shipping": "shipping",
    "giftwrap": "shipping",
    "promotion": "promotions",
    "tax": "VAT",
    "refund": "refunds",
    "refund_shipping": "refunds",
    "refund_giftwrap": "refunds",
    "refund_promotion": "refunds",
    "refund_tax": "VAT",
    "goodwill": "refunds",
    "restocking": "refunds",
    "facilitator_tax": "facilitator tax",
    "seller_fee": "seller fees",
    "fba_fee": "FBA fees",
    "storage": "storage",
    "advertising": "advertising",
    "service": "services",
    "points": "points",
    "reserve": "reserve",
    "payable": "payable to Amazon",
    "charge": "transit",
    "transfer": "transit",
}
MARKETS = {"USD": ("US", "na"), "EUR": ("DE", "eu"), "JPY": ("JP", "fe")}


class BookingCase(TransactionCase):
    """A seller without Amazon: files come by hand, the books are looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.base_env = cls.env(context=dict(cls.env.context, tracking_disable=True))

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        played = PlayedTransaction(self.cr)
        for name in ("commit", "rollback"):
            patcher = patch.object(self.cr, name, getattr(played, name))
            patcher.start()
            self.addCleanup(patcher.stop)

    @classmethod
    def open_books(cls, currency, home=None):
        """A company with accounts, journals, and a store whose settlements are booked in it.

        :param currency: of the marketplace
        :param home: of the company, by default the same
        :return: ``amazon.store``
        """
        cls.env = cls.base_env
        company = cls._create_company(home or currency)
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=company.ids))
        cls.company = company.with_env(cls.env)
        cls.ledger = cls._create_accounts()
        cls.store = cls._create_store(currency)
        cls._choose_accounts()
        return cls.store

    @classmethod
    def _create_company(cls, currency):
        money = cls.env["res.currency"].with_context(active_test=False)
        money = money.search([("name", "=", currency)])
        money.active = True
        company = cls.env["res.company"].create(
            {
                "name": f"Seller {len(cls.env.user.company_ids)} in {currency}",
                "country_id": cls.env.ref("base.us").id,
            }
        )
        cls.env.user.company_ids |= company
        cls.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        company.currency_id = money
        return company

    @classmethod
    def _create_accounts(cls):
        accounts = cls.env["account.account"].create(
            [
                {
                    "name": name,
                    "code": f"AMZ{number:03}",
                    "account_type": kind,
                    "reconcile": name in MATCHED,
                }
                for number, (name, kind) in enumerate(ACCOUNTS.items())
            ]
        )
        return dict(zip(ACCOUNTS, accounts, strict=True))

    @classmethod
    def _create_store(cls, currency):
        country, region = MARKETS[currency]
        account = cls.env["amazon.account"].create(
            {
                "name": f"Seller {country}",
                "region": region,
                "company_id": cls.company.id,
                "selling_partner_id": f"SELLER{country}{cls.company.id}",
                "state": "connected",
            }
        )
        market = cls.env["amazon.marketplace"].search([("country_id.code", "=", country)])
        money = cls.env["res.currency"].with_context(active_test=False)
        money.search([("name", "=", currency)]).active = True
        return cls.env["amazon.store"].create(
            {"name": country, "account_id": account.id, "marketplace_id": market.id}
        )

    @classmethod
    def _choose_accounts(cls):
        journals = cls.env["account.journal"]
        cls.bank = journals.search(
            [("company_id", "=", cls.company.id), ("type", "=", "bank")], limit=1
        )
        cls.bank.inbound_payment_method_line_ids.payment_account_id = cls.ledger["transit"]
        journal = journals.create(
            {"name": "Amazon", "code": "AMZ", "type": "general", "company_id": cls.company.id}
        )
        cls.store.write(
            {
                "settlement_journal_id": journal.id,
                "clearing_account_id": cls.ledger["clearing"].id,
                "carried_forward_account_id": cls.ledger["carried forward"].id,
                "before_account_id": cls.ledger["before go-live"].id,
                "small_difference_account_id": cls.ledger["small differences"].id,
                "payout_journal_id": cls.bank.id,
                "amazon_partner_id": cls.env["res.partner"].create({"name": "Amazon"}).id,
            }
        )
        for kind in cls.env["amazon.fee.kind"].with_company(cls.company).search([]):
            kind.gl_account_id = cls.ledger[KINDS.get(kind.code, "other")]

    def put_taxes(self, rate, *, fees=None):
        """Sales bear a tax, and fees, where Amazon bills it or the seller owes it.

        :param fees: dict name of the account → percent of the tax on fees that it takes
        """
        taxes = self.env["account.tax"]
        sales = taxes.create(self._prepare_tax_vals("Sales", "sale", rate, {"VAT": 100}))
        kinds = self.env["amazon.fee.kind"].with_company(self.company).search([])
        kinds.filtered(lambda kind: kind.nature in ("sale", "refund")).tax_id = sales
        if fees:
            services = taxes.create(self._prepare_tax_vals("Services", "purchase", rate, fees))
            kinds.filtered(lambda kind: kind.code in TAXED_FEES).tax_id = services
        return sales

    def _prepare_tax_vals(self, name, use, rate, shares):
        def repartition(document):
            tag = self.env["account.account.tag"].create(
                {
                    "name": f"{name} {document} {self.company.id}",
                    "applicability": "taxes",
                    "country_id": self.env.ref("base.us").id,
                }
            )
            lines = [{"repartition_type": "base", "tag_ids": [Command.link(tag.id)]}]
            lines += [
                {
                    "repartition_type": "tax",
                    "factor_percent": share,
                    "account_id": self.ledger[account].id,
                    "tag_ids": [Command.link(tag.id)],
                }
                for account, share in shares.items()
            ]
            return [Command.clear(), *map(Command.create, lines)]

        return {
            "name": f"{name} {rate}",
            "type_tax_use": use,
            "amount": rate,
            "company_id": self.company.id,
            "invoice_repartition_line_ids": repartition("invoice"),
            "refund_repartition_line_ids": repartition("refund"),
        }

    # Settlements

    def write_file(self, rows, total=None, **head):
        """A settlement report as Amazon writes it.

        :param rows: list of (transaction type, amount type, description, amount, order, posted)
        :param head: ``ref start end deposit currency``
        :return: bytes
        """
        total = sum(Decimal(row[3]) for row in rows) if total is None else total
        lines = [
            {
                "settlement-start-date": f"{head['start']} 12:00:00 UTC",
                "settlement-end-date": f"{head['end']} 12:00:00 UTC",
                "deposit-date": f"{head['deposit']} 12:00:00 UTC",
                "total-amount": str(total),
                "currency": head["currency"],
            }
        ]
        lines += [self._write_row(*row) for row in rows]
        table = [COLUMNS]
        for line in lines:
            cells = {"settlement-id": head["ref"]} | line
            table.append([cells.get(name, "") for name in COLUMNS])
        return "\n".join("\t".join(row) for row in table).encode()

    def _write_row(self, kind, amount_type, description, amount, order, posted, sku=None):
        return {
            "transaction-type": kind,
            "order-id": order,
            "marketplace-name": self.store.marketplace_id.domain,
            "amount-type": amount_type,
            "amount-description": description,
            "amount": str(amount),
            "posted-date": posted,
            "posted-date-time": posted and f"{posted} 12:00:00 UTC",
            "order-item-code": f"{order}1" if order else "",
            "sku": sku or ("MUG" if order else ""),
        }

    def receive(self, rows, total=None, **head):
        """A settlement that a person has uploaded and nobody has processed yet."""
        head = {
            "ref": "S1",
            "start": "2026-06-16",
            "end": "2026-06-30",
            "deposit": "2026-07-02",
            "currency": self.store.marketplace_id.currency_id.name,
        } | head
        content = self.write_file(rows, total, **head)
        settlements = self.env["amazon.settlement"]
        return settlements.create_from_file(self.store.account_id, "settlement.txt", content)

    def settle(self, rows, total=None, **head):
        """A settlement that was uploaded and processed."""
        settlement = self.receive(rows, total, **head)
        settlement.action_process()
        return settlement

    @contextmanager
    def chunks_of(self, orders):
        """Fewer orders in one entry than are usual."""
        with patch.object(amazon_settlement_payments, "CHUNK", orders):
            yield

    # Documents of buyers

    def create_document(self, ref, lines, day, move_type="out_invoice", **vals):
        """A posted invoice or credit note of an order, without a sales order.

        :param lines: dict name of the account → amount
        """
        partner = self.env["res.partner"].create({"name": f"Buyer {ref}"})
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": partner.id,
                "invoice_date": day,
                "date": day,
                "currency_id": self.store.marketplace_id.currency_id.id,
                "is_amazon": True,
                "amazon_order_ref": ref,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": name,
                            "account_id": self.ledger[name].id,
                            "price_unit": float(amount),
                            "tax_ids": False,
                        }
                    )
                    for name, amount in lines.items()
                ],
                **vals,
            }
        )
        move.action_post()
        return move

    def pay_on_clearing(self, document, day):
        """What the connector does once Amazon shows the order as shipped."""
        receivable = document._get_amazon_receivables()
        amount, currency = receivable.amount_currency, document.currency_id
        line = {"partner_id": receivable.partner_id.id, "currency_id": currency.id}
        sides = ((receivable.account_id, -1), (self.ledger["clearing"], 1))
        payment = self.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": self.store.settlement_journal_id.id,
                "date": day,
                "line_ids": [
                    Command.create(
                        {
                            **line,
                            "account_id": account.id,
                            "amount_currency": amount * sign,
                            "balance": receivable.balance * sign,
                        }
                    )
                    for account, sign in sides
                ],
            }
        )
        payment._post(soft=False)
        lines = receivable | payment.line_ids.filtered(
            lambda line: line.account_id == receivable.account_id
        )
        lines.reconcile()
        return payment

    # What the books say

    def net(self, moves):
        """:return: dict name of the account → debit less credit in the file's currency"""
        names = {account: name for name, account in self.ledger.items()}
        sums = defaultdict(Decimal)
        for line in moves.line_ids:
            name = names.get(line.account_id, line.account_id.account_type)
            sums[name] += Decimal(f"{line.amount_currency:.2f}")
        return {name: amount for name, amount in sums.items() if amount}

    def entries(self, settlement, *kinds):
        """:return: the posted entries of a settlement, in the order of their days"""
        return settlement.move_ids.filtered(
            lambda move: move.amazon_entry in kinds and move.state == "posted"
        ).sorted("date")

    def open_on(self, name):
        """:return: what is open on an account in the file's currency"""
        lines = self.env["account.move.line"].search(
            [
                ("account_id", "=", self.ledger[name].id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
            ]
        )
        return Decimal(f"{sum(lines.mapped('amount_residual_currency')):.2f}")

    def assert_booked(self, settlement):
        self.assertEqual((settlement.state, settlement.reason), ("done", False))
        for move in settlement.move_ids:
            self.assertEqual(move.state, "posted")
            lines = move.line_ids
            self.assertAlmostEqual(sum(lines.mapped("amount_currency")), 0, 6)
            self.assertAlmostEqual(sum(lines.mapped("balance")), 0, 6)
            suspense = self.company.account_journal_suspense_account_id
            self.assertNotIn(suspense, lines.account_id)
