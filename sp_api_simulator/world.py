"""The whole simulated Amazon: its clock, its chance, what it believes, what goes wrong in it."""

from typing import Any

from .basics.calendar import Calendar
from .basics.call_log import CallLog
from .basics.clock import Clock, from_iso
from .basics.ids import Ids
from .basics.pagination import PageTokens
from .basics.rates import Rates
from .basics.settings import Settings
from .ledger.finances import Finances
from .render.orders import render_order
from .state.answers import Answers
from .state.catalog import Catalog
from .state.documents import Documents
from .state.faults import Faults
from .state.feeds import Feeds
from .state.fulfillments import Fulfillments
from .state.listings import Listings
from .state.order_book import OrderBook
from .state.orders import Order
from .state.outcomes import Outcomes
from .state.reports import Reports
from .state.sellers import Sellers


class World:
    """One Amazon: only its parts, which are public. What happens in it is done from outside."""

    settings: Settings
    clock: Clock
    calendar: Calendar
    ids: Ids
    sellers: Sellers
    listings: Listings
    catalog: Catalog
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
    finances: Finances
    fulfillments: Fulfillments

    def __init__(self, seed: int = 1, settings: Settings | None = None) -> None:
        self.reset(seed, settings)

    def reset(self, seed: int = 1, settings: Settings | None = None) -> None:
        """Forget everything: an Amazon without a seller, until a scenario is played."""
        self.settings = settings or Settings()
        start = self.settings.clock_start
        self.clock = Clock(self.settings.clock_speed, from_iso(start) if start else None)
        self.calendar = Calendar(self.clock)
        self.ids = Ids(seed)
        self.sellers = Sellers(self.clock, self.ids)
        self.listings = Listings()
        self.catalog = Catalog()
        self.orders = OrderBook(self.clock, self.sellers, self.listings, self._render)
        self.documents = Documents(self.clock, self.ids)
        self.reports = Reports()
        self.feeds = Feeds()
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
        self.finances = Finances(self.clock, self.ids)
        self.fulfillments = Fulfillments()

    def _render(self, order: Order) -> Any:
        return render_order(order, self.settings.discount_sign)
