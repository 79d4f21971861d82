"""The day on which entries of a store are booked: local, and never in a locked period."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import date_utils, format_date


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _get_local_date(self, moment):
        """The store's day of a moment.

        :param moment: ``datetime``, UTC, naive
        :return: ``date``
        """
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.tz)).date()

    def _choose_open_day(self, day, has_tax, journal):
        """On which day an entry of a day is booked: the same, or the first that is open.

        Odoo would choose a day by itself when it posts: the end of a month, or today.

        :param day: ``date``
        :param has_tax: whether taxes are in the entry
        :param journal: ``account.journal``
        :return: ``date``
        :raises UserError: the period is locked, and the store waits or no day before tomorrow
            is open
        """
        locks = self.company_id._get_violated_lock_dates(day, has_tax, journal)
        if not locks:
            return day
        opened = locks[-1][0] + timedelta(days=1)
        if self.locked_period == "wait" or opened > self._get_local_date(fields.Datetime.now()):
            raise UserError(
                self.env._(
                    "The period of %(day)s is locked (%(locks)s). Open it, or choose in the store "
                    "to use the first open day.",
                    day=format_date(self.env, day),
                    locks=self.env["res.company"]._format_lock_dates(locks),
                )
            )
        return opened

    def _check_rate(self, currency, day, is_any=False):
        """A currency without a rate would be booked one to one.

        :param currency: ``res.currency``
        :param is_any: whether a rate of a later day will do, as it does for Odoo
        :raises UserError: there is none
        """
        company = self.company_id
        domain = [
            ("currency_id", "=", currency.id),
            ("company_id", "in", (False, company.root_id.id)),
            *([] if is_any else [("name", "<=", day)]),
        ]
        rates = self.env["res.currency.rate"].sudo()
        if currency != company.currency_id and not rates.search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "There is no exchange rate of %(currency)s up to %(day)s. Enter it.",
                    currency=currency.name,
                    day=format_date(self.env, day),
                )
            )

    def _get_invoice_journal(self, currency):
        """:return: ``account.journal`` of the store's invoices in a currency"""
        if self.invoice_journal_id:
            return self.invoice_journal_id
        draft = self.env["account.move"].with_company(self.company_id)
        return draft.new(
            {"move_type": "out_invoice", "currency_id": currency.id}
        )._search_default_journal()

    def _get_period_end(self, day):
        """:return: ``date``, the last day of the collective invoice to which a day belongs"""
        return date_utils.end_of(day, self.invoice_period)
