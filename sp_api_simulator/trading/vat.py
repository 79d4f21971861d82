"""Amazon's VAT Calculation Service: the tax inside the prices, rounded per shipment and rate."""

from collections.abc import Mapping
from decimal import Decimal

from ..basics.marketplaces import Marketplace
from ..basics.money import Amount, decimal, rounded
from ..state.orders import Amounts, OrderLine


def calculate_vat(
    lines: list[OrderLine],
    rates: Mapping[str, Amount | None],
    place: Marketplace,
    *,
    from_net: bool,
) -> None:
    """Give the lines that have a rate, by item id, their taxes; the order is one shipment.

    What consumers pay is fixed and the tax taken out of it. For a company (`from_net`) the net
    price of one unit is fixed, to the coin, and the tax added: ITEM may differ by a coin from
    what the units would cost a consumer.
    """
    for rate in {decimal(rate) for rate in rates.values() if rate is not None}:
        same = [line for line in lines if _is(rates[line.item_id], rate)]
        nets = {line.item_id: _net(line, rate, place) for line in same} if from_net else {}
        _share_out([(line, _taxes(line, rate, nets.get(line.item_id))) for line in same], place)
        for line in same:
            line.tax_included = True
            if from_net:
                line.charges["ITEM"] = nets[line.item_id] + line.taxes.get("ITEM", Decimal(0))


def _is(rate: Amount | None, wanted: Decimal) -> bool:
    return rate is not None and decimal(rate) == wanted


def _net(line: OrderLine, rate: Decimal, place: Marketplace) -> Decimal:
    return rounded(line.unit_price / (1 + rate), place) * line.quantity


def _taxes(line: OrderLine, rate: Decimal, net: Decimal | None) -> Amounts:
    """The tax of each amount, to all its digits; `net` is that of the goods where it is fixed."""
    gross = line.charges | {"DISCOUNT": -line.discount}
    taxes = {kind: amount * rate / (1 + rate) for kind, amount in gross.items()}
    return taxes if net is None else taxes | {"ITEM": net * rate}


def _share_out(taxes: list[tuple[OrderLine, Amounts]], place: Marketplace) -> None:
    """Round the tax of all lines once, and give every amount its part of it.

    A part is what the rounded tax grows by when its amount is added: so the parts add up to it.
    """
    exact = told = Decimal(0)
    for line, exact_taxes in taxes:
        line.taxes = {}
        for kind, tax in exact_taxes.items():
            exact += tax
            part = rounded(exact, place) - told
            told += part
            if part:
                line.taxes[kind] = abs(part)
