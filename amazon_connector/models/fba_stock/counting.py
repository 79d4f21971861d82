"""What Odoo's stock of one product at Amazon should be, and what explains that it is not.

Plain arithmetic, without a database: two countings of the same units made at two moments by two
books differ by what only one of them knows yet.
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Told:
    """What Amazon says of a product, added up over its FNSKUs; units.

    :ivar reserved: all that is there and cannot be sold right now
    :ivar reserved_orders: the part of it that is for buyers' orders; None where Amazon does not say
    :ivar inbound: on its way to Amazon
    """

    fulfillable: float = 0.0
    reserved: float = 0.0
    reserved_orders: float | None = 0.0
    inbound: float = 0.0
    unsellable: float = 0.0
    researching: float = 0.0


@dataclass(slots=True)
class Books:
    """What Odoo knows of a product at an FBA warehouse; units.

    :ivar on_hand: in the stock location
    :ivar shipped: shipped by Amazon for orders that Odoo has not delivered yet, and will
    :ivar ahead: delivered in Odoo for orders that Amazon has not shipped yet
    :ivar ordered: of orders that Amazon has not shipped yet
    :ivar returned: back at Amazon and sellable; Odoo makes the receipt later
    :ivar incoming: of transfers to the FBA warehouse that are not done
    :ivar coming_back: of deliveries of other channels, which Amazon is asked to take back
    :ivar leaving: of transfers out of it that are not done and no Amazon order's
    :ivar is_behind: Amazon's orders are not known up to now
    :ivar places: what lies in each of the locations of their own
    """

    on_hand: float = 0.0
    shipped: float = 0.0
    ahead: float = 0.0
    ordered: float = 0.0
    returned: float = 0.0
    incoming: float = 0.0
    coming_back: float = 0.0
    leaving: float = 0.0
    is_behind: bool = False
    places: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """The outcome for one product.

    :ivar expected: what the stock location should hold
    :ivar difference: what is to be added to it
    :ivar unexplained: the part of the difference that waiting does not settle
    :ivar terms: (code, units) of what was taken into account
    :ivar places: kind of a location of its own → units to be added to it
    """

    expected: float
    difference: float
    unexplained: float
    terms: tuple[tuple[str, float], ...]
    places: dict[str, float]


def count(told: Told, books: Books, own_places: tuple[str, ...] = ()) -> Count:
    """Compare what Amazon tells with what Odoo knows.

    :param own_places: which of *reserved*, *inbound*, *unsellable* and *researching* have
        locations of their own; reserved units otherwise lie in the stock location
    """
    # Amazon holds units for each order until it ships: what is held no more has been shipped
    # since Odoo looked at the orders.
    held = books.ordered if told.reserved_orders is None else told.reserved_orders
    since = books.ordered - (told.reserved_orders or 0.0)
    ahead = min(books.ahead, held)
    in_stock = "reserved" not in own_places
    terms = [("shipped", books.shipped), ("returned", -books.returned)]
    if in_stock:
        # Ahead of Amazon, Odoo has taken from its stock what Amazon still holds.
        terms.append(("ahead", -ahead))
    expected = told.fulfillable + (told.reserved if in_stock else 0.0)
    expected += sum(units for _code, units in terms)
    difference = expected - books.on_hand
    sent = 0.0 if "inbound" in own_places else max(told.inbound - books.incoming, 0.0)
    settled = _settle(difference, books, sent, max(min(since, books.ordered - ahead), 0.0))
    targets = {
        "reserved": told.reserved - ahead - _get_held_in_stock(settled, since),
        "inbound": max(told.inbound - books.incoming, 0.0),
        "unsellable": told.unsellable,
        "researching": told.researching,
    }
    return Count(
        expected,
        difference,
        difference - sum(units for _code, units in settled),
        tuple(term for term in (*terms, *settled) if term[1]),
        {place: targets[place] - books.places.get(place, 0.0) for place in own_places},
    )


def _settle(difference: float, books: Books, sent: float, since: float) -> list[tuple[str, float]]:
    """What will settle a difference without anybody's doing.

    :param sent: units that are booked as there and are on their way
    :param since: units of open orders that Amazon may have shipped by now
    :return: list of (code, units with the sign of the difference)
    """
    if difference > 0:
        transfers = min(difference, books.incoming)
        returns = min(difference - transfers, books.coming_back)
        return [("incoming", transfers), ("coming_back", returns)]
    settled, left = [], -difference
    for code, units in (("inbound", sent), ("orders", since), ("leaving", books.leaving)):
        settled.append((code, -min(left, units)))
        left -= min(left, units)
    if books.is_behind:
        settled.append(("behind", -left))
    return settled


def _get_held_in_stock(settled: list[tuple[str, float]], since: float) -> float:
    """Units held for deliveries of other channels: they lie in the stock until those are done.

    So they are not booked a second time among what is reserved.

    :param since: below zero: what Amazon holds beyond its own orders
    """
    return min(-dict(settled).get("leaving", 0.0), max(-since, 0.0))
