"""The result of a settlement: sales, fees, taxes and reserves, one entry a month."""

from datetime import UTC
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import models

from ...mapping.settlement_parts import RESULT, Entry, Part
from ...mapping.settlement_rows import find_month, get_months
from . import amazon_settlement_line as bookings


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _get_months(self):
        """:return: the days of the settlement's entries, in the time zone of its store"""
        zone = ZoneInfo(self.store_id.tz or "UTC")
        start, end = (
            moment.replace(tzinfo=UTC).astimezone(zone).date()
            for moment in (self.date_start, self.date_end)
        )
        return get_months(start if self.store_id.split_by_month else end, end)

    def _post_next_result(self):
        """Post the next month's result; the last one takes up what the earlier ones earned.

        :return: whether there was one left
        """
        months = self._get_months()
        posted = set(self._find_entries(RESULT).mapped("amazon_number"))
        for day in months:
            number = f"{day:%Y-%m}"
            if number in posted:
                continue
            entry = self._prepare_result(months, day, number)
            if entry.parts:
                self._post_entry(entry)
                self._match_own(self.store_id.carried_forward_account_id)
                return True
        return False

    def _prepare_result(self, months, day, number):
        """:return: ``Entry`` with the result of a month"""
        booked = (None, bookings.RESULT, bookings.BEFORE)
        rows = [row for row in self._read_rows() if row.booking in booked]
        parts = self._prepare_parts(rows, lambda row: find_month(months, row.posted_on) == day)
        store, is_last = self.store_id, day == months[-1]
        if is_last:
            parts += self._prepare_carried_parts()
        return Entry(
            RESULT,
            number,
            day,
            self.env._(
                "Amazon %(settlement)s, %(month)s", settlement=self.amazon_ref, month=number
            ),
            tuple(parts),
            store.clearing_account_id if is_last else store.carried_forward_account_id,
            self.env._("Amazon %s", self.amazon_ref),
        )

    def _prepare_carried_parts(self):
        """What earlier months have earned comes back to clearing, at the rate of then."""
        account = self.store_id.carried_forward_account_id
        lines = self._find_entries(RESULT).line_ids.filtered(
            lambda line: line.account_id == account
        )
        return [
            Part(
                name=line.name,
                account=account,
                amount=Decimal(str(line.amount_currency)),
                balance=Decimal(str(line.balance)),
                store=self.store_id,
            )
            for line in lines
        ]
