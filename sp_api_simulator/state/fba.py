"""Units in Amazon's warehouses: one stock per seller and FNSKU, whoever shows it.

A seller's marketplaces of one region draw on the same units, and so do SKUs under one FNSKU
(commingled). Each of them shows the whole.
"""

from dataclasses import dataclass, field, fields

# What Amazon finds units to be that it does not sell, by the disposition of a return.
DISPOSITIONS = {
    "CUSTOMER_DAMAGED": "customer_damaged",
    "DAMAGED": "warehouse_damaged",
    "CARRIER_DAMAGED": "carrier_damaged",
    "DEFECTIVE": "defective",
    "EXPIRED": "expired",
}


@dataclass
class FbaStock:
    """Units of an FNSKU in Amazon's warehouses, and on their way there.

    Reserved for buyers (`reserved`), between two warehouses (`transfer`), put aside (`processing`);
    announced (`working`), on their way (`shipped`), arriving (`receiving`); looked for
    (`researching`); not to be sold (the rest).
    """

    fulfillable: int = 0
    reserved: int = 0
    transfer: int = 0
    processing: int = 0
    working: int = 0
    shipped: int = 0
    receiving: int = 0
    researching: int = 0
    customer_damaged: int = 0
    warehouse_damaged: int = 0
    distributor_damaged: int = 0
    carrier_damaged: int = 0
    defective: int = 0
    expired: int = 0

    @property
    def held(self) -> int:
        """All that is there and cannot be sold right now."""
        return self.reserved + self.transfer + self.processing

    @property
    def unfulfillable(self) -> int:
        return (
            self.customer_damaged
            + self.warehouse_damaged
            + self.distributor_damaged
            + self.carrier_damaged
            + self.defective
            + self.expired
        )

    @property
    def total(self) -> int:
        return sum(getattr(self, each.name) for each in fields(self))

    def move(self, units: int, source: str, target: str) -> None:
        """Units change their place, as `shipped` to `fulfillable`; ValueError for too many."""
        if units > getattr(self, source):
            raise ValueError(f"there are {getattr(self, source)} units {source}, not {units}")
        setattr(self, source, getattr(self, source) - units)
        setattr(self, target, getattr(self, target) + units)

    def take_back(self, units: int, disposition: str) -> None:
        """Units come back from a buyer."""
        name = DISPOSITIONS.get(disposition, "fulfillable")
        setattr(self, name, getattr(self, name) + units)


@dataclass
class FbaStocks:
    """The stocks by seller and FNSKU; a seller is at home in one region."""

    _by_key: dict[tuple[str, str], FbaStock] = field(default_factory=dict)

    def of(self, seller_id: str, fn_sku: str) -> FbaStock:
        """The stock, an empty one where there was none."""
        return self._by_key.setdefault((seller_id, fn_sku), FbaStock())
