"""Orders and sales of the last weeks, for the graphs of all cards at once."""

import json
from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .figures import SOLD

WEEKS = 8


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _sum_sales(self):
        """Orders of these stores in the last weeks; a week ends today, by the reader's clock.

        Sales are those in the currency of the marketplace.

        :return: dict id of the store → list of (number of orders, sales), this week's last
        """
        weeks = defaultdict(lambda: [(0, 0.0)] * WEEKS)
        if not self.env["amazon.order"].has_access("read"):
            return weeks
        own = {store.id: store.marketplace_id.currency_id.id for store in self}
        for store_id, week, currency_id, count, amount in self._read_sales():
            orders, sales = weeks[store_id][week - 1]
            sales += amount if currency_id == own[store_id] else 0.0
            weeks[store_id][week - 1] = (orders + count, sales)
        return weeks

    def _read_sales(self):
        """One pass over an index; what the reader may not see is left out."""
        midnights = [self._get_midnight(day) for day in self._get_first_days(WEEKS + 1)]
        since, until = midnights[0], midnights[-1]
        query = self.env["amazon.order"]._search(
            SOLD
            & Domain("store_id", "in", self.ids)
            & Domain("purchase_date", ">=", since)
            & Domain("purchase_date", "<", until)
        )
        query.order = None
        query.groupby = SQL("1, 2, 3")
        table = query.table
        return self.env.execute_query(
            query.select(
                SQL.identifier(table, "store_id"),
                SQL("width_bucket(%s, %s)", SQL.identifier(table, "purchase_date"), midnights),
                SQL.identifier(table, "currency_id"),
                SQL("count(*)"),
                SQL("COALESCE(sum(%s), 0)::float8", SQL.identifier(table, "amount_total")),
            )
        )

    def _get_first_days(self, count):
        """First days of the weeks, the last of them tomorrow: of the week that has not begun."""
        tomorrow = datetime.now(self.env.tz).date() + timedelta(days=1)
        return [tomorrow - timedelta(weeks=number) for number in reversed(range(count))]

    def _get_midnight(self, day):
        """:return: when a day begins where the reader is (UTC, naive)"""
        midnight = self.env.tz.localize(datetime.combine(day, time.min))
        return midnight.astimezone(pytz.utc).replace(tzinfo=None)

    def _prepare_sales_graph(self, weeks):
        """:param weeks: of ``_sum_sales``
        :return: text that the widget ``amazon_sales_graph`` draws
        """
        self.ensure_one()
        currency = self.marketplace_id.currency_id
        bars = [
            {
                "label": format_date(self.env, first, date_format="MMM d"),
                "value": sales,
                "type": "past",
                "tip": self.env._(
                    "%(orders)s orders, %(sales)s",
                    orders=orders,
                    sales=currency.format(sales),
                ),
            }
            for first, (orders, sales) in zip(
                self._get_first_days(WEEKS + 1)[:-1], weeks, strict=True
            )
        ]
        bars[-1]["type"] = "future"
        title = self.env._("Sales by Week")
        return json.dumps([{"values": bars, "title": "", "key": title, "is_sample_data": False}])
