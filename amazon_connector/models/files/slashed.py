"""In which form the dates of a report are: it tells itself, else its account's marketplaces."""

from datetime import UTC

from odoo import fields

from ...spapi.returns import FORM, MONTH_FIRST, find_forms
from ...spapi.settlements.dates import FORMS

# Countries that write the month first, and those that write both.
MONTHS, BOTH = {"US"}, {"CA"}


def find_date_form(account, rows, column, operation):
    """Find out how the dates with slashes of a report are to be read, and say it where that is
    not certain.

    :param account: ``amazon.account``
    :param rows: all rows of the report
    :param column: heading of its dates
    :param operation: ``amazon.operation``
    :return: dict to be added to the rows that have such a date
    """
    now = fields.Datetime.now().replace(tzinfo=UTC)
    forms = find_forms(rows, column, now)
    if len(forms) > 1:
        forms = _get_usual_forms(account)
    if len(forms) > 1:
        operation._warning(
            account.env._(
                "Amazon's report writes dates such as 06/07/2026, and nothing tells whether the "
                "day or the month comes first. They are read day first; compare them with Seller "
                "Central."
            )
        )
    return {FORM: MONTH_FIRST} if forms == (True,) else {}


def _get_usual_forms(account):
    stores = account.store_ids
    live = stores.filtered(lambda store: store.state == "live")
    codes = set((live or stores).marketplace_id.country_id.mapped("code"))
    if codes and codes <= MONTHS:
        return (True,)
    return FORMS if codes & (MONTHS | BOTH) or not codes else (False,)
