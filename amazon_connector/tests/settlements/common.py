"""What tests of settlements share: writing a settlement report as Amazon writes it."""

from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.tests import new_test_user

from ..common import AmazonCommon

REPORT = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
COLUMNS = (
    "settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency "
    "transaction-type order-id merchant-order-id adjustment-id shipment-id marketplace-name "
    "amount-type amount-description amount fulfillment-id posted-date posted-date-time "
    "order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased "
    "promotion-id"
).split()
START, END, DEPOSIT = "2026-06-16 00:00:00 UTC", "2026-06-30 23:00:00 UTC", "2026-07-02"


def row(transaction_type, amount_type, description, amount, **cells):
    """A row of a report; other cells by column, with underscores for hyphens."""
    words = {
        "transaction-type": transaction_type,
        "amount-type": amount_type,
        "amount-description": description,
        "amount": amount,
        "marketplace-name": "Amazon.com",
        "posted-date": "2026-06-18",
    }
    return words | {name.replace("_", "-"): value for name, value in cells.items()}


def sale(amount="100.00", **cells):
    return row("Order", "ItemPrice", "Principal", amount, **cells)


def commission(amount="-15.00", **cells):
    return row("Order", "ItemFees", "Commission", amount, **cells)


def report(rows, ref="9001", total=None, currency="USD", **header):
    """The text of a Flat File V2; its total is the sum of the rows unless another is given."""
    if total is None:
        total = sum(Decimal(each["amount"]) for each in rows)
    summary = {
        "settlement-id": ref,
        "settlement-start-date": START,
        "settlement-end-date": END,
        "deposit-date": DEPOSIT,
        "total-amount": str(total),
        "currency": currency,
    }
    summary |= {name.replace("_", "-"): value for name, value in header.items()}
    lines = [COLUMNS, [summary.get(name, "") for name in COLUMNS]]
    lines += [[{"settlement-id": ref, **each}.get(name, "") for name in COLUMNS] for each in rows]
    return "\n".join("\t".join(map(str, cells)) for cells in lines) + "\n"


class SettlementCommon(AmazonCommon):
    """The account of ``AmazonCommon`` with a person who looks after its money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = new_test_user(
            cls.env, "accountant", groups="amazon_connector.group_accountant"
        )
        cls.kinds = cls.env["amazon.fee.kind"]._get_by_code()

    def plant(self, text, days=1, **how):
        """Amazon makes a settlement report; returns the number of the report."""
        created = fields.Datetime.now() - timedelta(days=days)
        return self.amazon.plant_report(
            "SELLER1", REPORT, text, created=f"{created.isoformat(timespec='seconds')}Z", **how
        )

    def sync_settlements(self):
        """Run the job; returns its ``amazon.operation``."""
        return self.account.action_sync_settlements()

    def upload(self, text, name="settlement.txt"):
        """Bring a file by hand and process it for review, as the accountant.

        :return: ``amazon.settlement``
        """
        content = text if isinstance(text, bytes) else text.encode()
        settlements = self.env["amazon.settlement"].with_user(self.accountant)
        settlement = settlements.create_from_file(
            self.account.with_user(self.accountant), name, content
        )
        settlement.action_retry()
        return settlement.with_env(self.env)

    def work_off(self):
        """The processing lane comes by."""
        self.env["amazon.schedule"]._cron_process()

    def settlement(self, ref="9001"):
        return self.env["amazon.settlement"].search([("amazon_ref", "=", ref)])
