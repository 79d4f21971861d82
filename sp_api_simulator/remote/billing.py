"""The client's words for money: sales, refunds, fees, settlements, payouts."""

from base64 import b64decode
from typing import Any

from .telling import Telling

Json = dict[str, Any]


class Billing(Telling):
    """Each method is the action of the same name in `actions/money.py` and `actions/settling.py`.

    `where`: `marketplace="US"`, `seller`, `currency`; dates are datetimes or ISO 8601.
    """

    def ship_and_bill(self, order_id: str, items: dict[str, int] | None = None, **how: Any) -> Json:
        """Ship and bill all, or units by item id: date, deferred, maturity, settled_in, …"""
        return dict(self.do("ship_and_bill", order_id=order_id, items=items, **how))

    def refund(self, order_id: str, items: dict[str, int] | None = None, **how: Any) -> Json:
        """Refund: amounts, kind, restocking_fee, goodwill, shipping, fees_only, deferred, date."""
        return dict(self.do("refund", order_id=order_id, items=items, **how))

    def charge(self, kind: str, amount: Any, **how: Any) -> Json:
        """Take money from the seller: a kind of `charge_kinds`; words, sku, date, where."""
        return dict(self.do("charge", kind=kind, amount=amount, **how))

    def credit(self, kind: str, amount: Any, **how: Any) -> Json:
        """Give money to the seller."""
        return dict(self.do("credit", kind=kind, amount=amount, **how))

    def charge_kinds(self) -> dict[str, list[str]]:
        return dict(self.do("charge_kinds"))

    def reimburse(self, sku: str, per_unit: Any, **how: Any) -> str:
        """Pay for units: quantity, reason, order_id, inventory, date, where; returns its id."""
        return str(self.do("reimburse", sku=sku, per_unit=per_unit, **how))

    def release_deferred(self, transaction_id: str | None = None, **how: Any) -> list[str]:
        """Release a transaction, those of an `order_id`, or all that are due; how, date."""
        return list(self.do("release_deferred", transaction_id=transaction_id, **how))

    def return_units(self, order_id: str, items: dict[str, int] | None = None, **how: Any) -> Any:
        """Units come back: disposition, reason, status, date, arrived, …; returns the ids."""
        return self.do("return_units", order_id=order_id, items=items, **how)

    def ledger(self, **how: Any) -> dict[str, dict[str, str]]:
        """What stands on every account at a date: `{"US/USD": {"available": "12.50", …}}`."""
        return dict(self.do("ledger", **how))

    def transactions(self, order_id: str | None = None) -> list[Json]:
        return list(self.do("transactions", order_id=order_id))

    def plant(self, trap: str, **where: Any) -> None:
        """Something odd, one of `traps()`, now (or at a date), or in the next file."""
        self.do("plant", trap=trap, **where)

    def traps(self) -> list[str]:
        return list(self.do("traps"))

    def close_settlement(self, marketplace: str = "US", **how: Any) -> Json:
        """Close a period: seller, currency, date, deposit, reserve, reserve_back_days, traps."""
        return dict(self.do("close_settlement", marketplace=marketplace, **how))

    def relist_settlement(self, settlement_id: str, **how: Any) -> Json:
        """List its file again, corrected or with other traps."""
        return dict(self.do("relist_settlement", settlement_id=settlement_id, **how))

    def amend_settlement(self, settlement_id: str, amount: Any, **how: Any) -> Json:
        """List a corrected file with one row more; it adds up too."""
        return dict(self.do("amend_settlement", settlement_id=settlement_id, amount=amount, **how))

    def settlements(self, seller: str | None = None) -> list[Json]:
        return list(self.do("settlements", seller=seller))

    def settlement_file(self, settlement_id: str, traps: list[str] | None = None) -> bytes:
        """Its file as it was listed last, or written with these traps: to be dropped by hand."""
        told = self.do("settlement_file", settlement_id=settlement_id, traps=traps)
        return b64decode(told["content_base64"])

    def pay_out(self, settlement_id: str | None = None, **how: Any) -> Json:
        """The payout of a settlement (or the oldest open one of `where`) reaches the bank."""
        return dict(self.do("pay_out", settlement_id=settlement_id, **how))

    def fail_payout(self, settlement_id: str | None = None, **how: Any) -> Json:
        """The bank refuses the payout: reason, date, where."""
        return dict(self.do("fail_payout", settlement_id=settlement_id, **how))

    def charge_card(self, **how: Any) -> str:
        """The seller's card pays what he owes; returns the amount."""
        return str(self.do("charge_card", **how))

    def expect_payouts(self, status: str, **where: Any) -> None:
        """The next payout is SCHEDULED, AT_RISK, DISABLED or NO_PAYOUT_EXPECTED."""
        self.do("expect_payouts", status=status, **where)

    def payouts(self) -> list[Json]:
        return list(self.do("payouts"))
