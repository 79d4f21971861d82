"""What is rehearsed: the orders of the last day that had any, read with one call a day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, models

MOST_ORDERS = 100
MOST_DAYS = 7
MOST_PAGES = 3
# Amazon shows nothing of the last two minutes.
SETTLED = timedelta(minutes=3)


class AmazonRehearsal(models.Model):
    _inherit = "amazon.rehearsal"

    @api.model
    def _rehearse(self, stores):
        """Read a day's orders, see how they would be booked, and keep the report alone.

        :param stores: ``amazon.store`` of one account that are not live yet
        :return: tuple (the ``amazon.rehearsal``, empty if there is none; the ``amazon.operation``)
        """
        rehearsal = self.browse()
        worker = stores.account_id._work_env()
        stores, lang = stores.with_env(worker.env), self.env.lang
        with worker.env["amazon.operation"]._record(worker, "rehearsal") as operation:
            with operation._counting(worker._get_client()) as client:
                day, page = self._fetch_day(client, stores, operation)
            if day:
                # From here on, what is seen is as of after Amazon's answer, and nothing is locked.
                operation._checkpoint()
                rehearsal = self._play(stores.with_context(lang=lang), day, page, operation)
                operation._count(received=len(page.orders), processed=rehearsal.booked_count)
            else:
                operation._info(
                    self.env._(
                        "Amazon has no orders of the last %s days: there is nothing to rehearse.",
                        MOST_DAYS,
                    ),
                    worker,
                )
        return rehearsal.with_env(self.env), operation.with_env(self.env)

    @api.model
    def _fetch_day(self, client, stores, operation):
        """Ask for yesterday's orders, else for those of the day before, and so on; today's last.

        :param client: ``spapi.client.Client``
        :param operation: the ``amazon.operation`` that tells what Amazon refuses
        :return: tuple (date or None, page of orders)
        """
        for day, since, until in _get_days(ZoneInfo(stores[0].tz)):
            page = self._find_page(client, stores, since, until, operation)
            if page.orders:
                return day, page
        return None, None

    @api.model
    def _find_page(self, client, stores, since, until, operation):
        """The page with the orders of a day may come after empty ones.

        :return: page of orders, empty where none was found
        """
        account, token = stores.account_id, None
        for _page in range(MOST_PAGES):
            asked = account._get_included_data()
            page = client.search_orders(
                created_after=since,
                created_before=until,
                marketplace_ids=stores.marketplace_id.mapped("code"),
                pagination_token=token,
                page_size=MOST_ORDERS,
                included_data=asked,
            )
            account._note_refused_data(asked, page.refused_data, operation)
            token = page.next_token
            if page.orders or not token:
                break
        return page


def _get_days(zone):
    """:return: list of (date, its begin, its end), yesterday first and today last"""
    now = datetime.now(UTC)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=days) for days in (*range(1, MOST_DAYS + 1), 0)]
    bounds = []
    for day in days:
        since = datetime.combine(day, time.min, zone).astimezone(UTC)
        until = datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
        until = min(until, now - SETTLED)
        if since < until:
            bounds.append((day, since, until))
    return bounds
