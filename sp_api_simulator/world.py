"""The whole simulated Amazon: its clock, its chance, what it believes, what goes wrong in it."""

from typing import Any

from .call_log import CallLog
from .clock import Clock
from .faults import Faults
from .feed_types import process_feed
from .ids import Ids
from .pagination import PageTokens
from .rates import Rates
from .render.orders import render_order
from .scenarios import build
from .settings import Settings
from .state.answers import Answers
from .state.documents import Documents
from .state.feeds import Feeds
from .state.listings import Listings
from .state.order_book import OrderBook
from .state.orders import Order
from .state.outcomes import Outcomes
from .state.reports import Reports
from .state.sellers import Sellers


class World:
    """One Amazon. `reset` starts it afresh; the parts are public and are its Python API."""

    settings: Settings
    clock: Clock
    ids: Ids
    sellers: Sellers
    listings: Listings
    orders: OrderBook
    documents: Documents
    reports: Reports
    feeds: Feeds
    rates: Rates
    faults: Faults
    answers: Answers
    report_outcomes: Outcomes
    feed_outcomes: Outcomes
    pages: PageTokens
    calls: CallLog
    violations: list[str]
    shipments: list[dict[str, Any]]

    def __init__(self, scenario: str = "empty", seed: int = 1, **options: Any) -> None:
        self.reset(scenario, seed, **options)

    def reset(self, scenario: str = "empty", seed: int = 1, **options: Any) -> None:
        """Forget everything and play a scenario.

        `options` are those of `Settings` and of the scenario; ValueError for an unknown scenario.
        """
        self.settings, scenario_options = Settings.split(options)
        self.clock = Clock(self.settings.clock_speed)
        self.ids = Ids(seed)
        self.sellers = Sellers(self.clock, self.ids)
        self.listings = Listings()
        self.orders = OrderBook(self.clock, self.sellers, self.listings, self._render)
        self.documents = Documents(self.clock, self.ids)
        self.reports = Reports(self.clock, self.ids)
        self.feeds = Feeds(self.clock, self.ids)
        self.rates = Rates(self.clock, self.settings.rates)
        self.faults = Faults()
        self.answers = Answers()
        self.report_outcomes = Outcomes()
        self.feed_outcomes = Outcomes()
        self.pages = PageTokens(self.clock, self.ids)
        self.calls = CallLog()
        # What a well-behaved client would not have done, one sentence each.
        self.violations = []
        self.shipments = []
        build(scenario, self, **scenario_options)

    def catch_up(self) -> None:
        """Let happen what is due by now: feeds take effect at their time, watched or not."""
        now = self.clock.now()
        for feed in self.feeds.due(now):
            process_feed(self, feed)

    def _render(self, order: Order) -> Any:
        return render_order(order, self.settings.discount_sign)
