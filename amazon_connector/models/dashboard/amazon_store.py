"""The card of a store on the dashboard: what sells, what waits, what ran.

All cards are computed together, in a number of queries that does not grow with them, and with the
rights of the reader: what he may not read is not on the card.
"""

import json
from datetime import UTC, datetime

from odoo import fields, models
from odoo.tools import format_date, format_datetime, format_time

from ...context_keys import FIGURE
from ...spapi.rates import Rate, refill
from .figures import FIGURES, SUMMED


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    dashboard = fields.Text(compute="_compute_dashboard", export_string_translation=False)
    dashboard_graph = fields.Text(compute="_compute_dashboard", export_string_translation=False)

    def _compute_dashboard(self):
        weeks, counts = self._sum_sales(), self._count_figures()
        payouts, runs, quotas = self._find_next_payouts(), self._find_runs(), self._find_quotas()
        sees_orders = self.env["amazon.order"].has_access("read")
        for store in self:
            orders, sales = weeks[store.id][-1]
            card = {
                **counts.get(store.id, {}),
                **payouts.get(store.id, {}),
                **runs.get(store.id, {}),
                **quotas.get(store.account_id.id, {}),
                "sold": orders,
                "sales": store.marketplace_id.currency_id.format(sales),
                "sees_orders": sees_orders,
                "connection": store.account_id.state,
            }
            store.dashboard = json.dumps(card)
            store.dashboard_graph = store._prepare_sales_graph(weeks[store.id])

    def _count_figures(self):
        """:return: dict id of the store → dict name of the figure → number, without zeros"""
        counts = {}
        for name, figure in FIGURES.items():
            model = self.env[figure.model]
            if name in SUMMED or not model.has_access("read"):
                continue
            domain = [("store_id", "in", self.ids), *figure.domain]
            for store, count in model._read_group(domain, ["store_id"], ["__count"]):
                counts.setdefault(store.id, {})[name] = count
        return counts

    def _find_next_payouts(self):
        """:return: dict id of the store → what its card says of the next payout"""
        payouts = self.env["amazon.payout"]
        if not payouts.has_access("read"):
            return {}
        domain = [("store_id", "in", self.ids), *FIGURES["payout"].domain]
        found = {}
        for payout in payouts.search(domain, order="expected_on, id"):
            found.setdefault(
                payout.store_id.id,
                {
                    "payout": payout.currency_id.format(payout.amount),
                    "payout_on": format_date(self.env, payout.expected_on),
                },
            )
        return found

    def _find_runs(self):
        """:return: dict id of the store → when jobs of it or of its account ran, and will run"""
        schedules = self.env["amazon.schedule"]
        if not schedules.has_access("read"):
            return {}
        rows = schedules._read_group(
            [
                ("account_id", "in", self.account_id.ids),
                "|",
                ("store_id", "=", False),
                ("store_id", "in", self.ids),
            ],
            ["account_id", "store_id"],
            ["last_run:max", "next_run:min"],
        )
        times = {(account.id, store.id): row for account, store, *row in rows}
        return {store.id: store._tell_runs(times) for store in self}

    def _tell_runs(self, times):
        own = [times.get((self.account_id.id, id_), (None, None)) for id_ in (False, self.id)]
        last = max((last for last, _next in own if last), default=False)
        upcoming = min((upcoming for _last, upcoming in own if upcoming), default=False)
        now = fields.Datetime.now()
        return {
            "last_run": last and self._tell_moment(last),
            # What is due already is run as soon as a lane is free.
            "next_run": upcoming and self._tell_moment(max(upcoming, now)),
        }

    def _tell_moment(self, moment):
        """The time by the reader's clock, with the day unless it is today."""
        local = fields.Datetime.context_timestamp(self, moment)
        if local.date() == datetime.now(self.env.tz).date():
            return format_time(self.env, moment, tz=self.env.tz.zone, time_format="short")
        return format_datetime(self.env, moment, tz=self.env.tz.zone, dt_format="short")

    def _find_quotas(self):
        """What is left of the call of which Amazon leaves the account least.

        :return: dict id of the account → percent, and the name of the operation
        """
        # Whoever sees a store may know how busy its line is.
        buckets = self.env["amazon.rate.bucket"].sudo()
        now = datetime.now(UTC)
        quotas = {}
        for bucket in buckets.search([("account_id", "in", self.account_id.ids)]):
            rate = Rate(bucket.rate, bucket.burst)
            left = refill(bucket.tokens, bucket.refilled_at.replace(tzinfo=UTC), now, rate)
            share = int(100 * left / bucket.burst) if bucket.burst else 100
            known = quotas.get(bucket.account_id.id)
            if known is None or share < known["quota"]:
                quotas[bucket.account_id.id] = {"quota": share, "quota_of": bucket.operation}
        return quotas

    # Where the card leads

    def action_open_figure(self):
        """The list behind a figure of the card, which the context names.

        :return: window action
        """
        self.ensure_one()
        figure = FIGURES[self.env.context[FIGURE]]
        context = {"search_default_store_id": self.id}
        if figure.filter:
            context[f"search_default_{figure.filter}"] = 1
        return self._open_list(figure.action, context)

    def action_open_work(self):
        """Where the day's work of the store is: its orders; for accountants its settlements.

        :return: window action
        """
        self.ensure_one()
        own = {"search_default_store_id": self.id}
        if self.env["amazon.order"].has_access("read"):
            return self._open_list("amazon_order_action", {**own, "search_default_not_ignored": 1})
        return self._open_list("amazon_settlement_action", own)

    def action_view_orders(self):
        """All orders of the store, as its button counts them: ignored ones too.

        :return: window action
        """
        self.ensure_one()
        return self._open_list("amazon_order_action", {"search_default_store_id": self.id})

    def action_view_listings(self):
        """The listings of the store.

        :return: window action
        """
        self.ensure_one()
        return self._open_list("amazon_listing_action", {"search_default_store_id": self.id})

    def action_view_shipments(self):
        """The shipments of the store.

        :return: window action
        """
        self.ensure_one()
        return self._open_list("amazon_shipment_action", {"search_default_store_id": self.id})

    def action_open_log(self):
        """What ran for the store or for its whole account.

        :return: window action
        """
        self.ensure_one()
        return self._open_list(
            "amazon_operation_action", {"search_default_account_id": self.account_id.id}
        )

    def _open_list(self, name, context):
        """A window action of the addon, with other default filters than its own."""
        action = self.env["ir.actions.act_window"]._for_xml_id(f"amazon_connector.{name}")
        return dict(action, context=context)
