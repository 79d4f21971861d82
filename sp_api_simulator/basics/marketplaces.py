"""Amazon's marketplaces: public facts, read once from `data/marketplaces.json`."""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

REGIONS = ("NA", "EU", "FE")
# Amazon names a fulfilment network after the region, but in the Far East after the country.
_NETWORKS = {"NA": "AMAZON_NA", "EU": "AMAZON_EU"}


@dataclass(frozen=True)
class Marketplace:
    """One marketplace; `id` is Amazon's, `code` the ISO country, prices in `currency`."""

    id: str
    code: str
    country: str
    region: str
    currency: str
    currency_decimals: int
    domain: str
    name: str
    locale: str
    prices_include_tax: bool

    @property
    def network(self) -> str:
        """Channel code of Amazon's own warehouses for this marketplace."""
        return _NETWORKS.get(self.region, f"AMAZON_{self.code}")

    def in_currency(self, currency: str) -> Self:
        """The same marketplace, selling in another currency than its own."""
        known = {place.currency: place.currency_decimals for place in all_marketplaces()}
        return replace(self, currency=currency, currency_decimals=known.get(currency, 2))


@cache
def all_marketplaces() -> tuple[Marketplace, ...]:
    """Every marketplace of the three regions."""
    rows = json.loads((Path(__file__).parents[1] / "data" / "marketplaces.json").read_text("utf-8"))
    return tuple(
        Marketplace(
            id=row["marketplace_id"],
            code=row["country_code"],
            country=row["country"],
            region=row["region"],
            currency=row["default_currency"],
            currency_decimals=row["currency_decimals"],
            domain=row["domain"],
            name=row["sales_channel"],
            locale=row["default_locale"],
            prices_include_tax=row["prices_include_tax"],
        )
        for row in rows
    )


@cache
def marketplace(key: str) -> Marketplace:
    """The marketplace with this country code (`UK` or `GB`) or Amazon id; ValueError."""
    wanted = "GB" if key == "UK" else key
    for candidate in all_marketplaces():
        if wanted in (candidate.code, candidate.id):
            return candidate
    raise ValueError(f"no marketplace is called {key!r}")
