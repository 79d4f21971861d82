"""The client's words for orders that Amazon ships for other channels."""

from typing import Any

from .billing import Billing

Json = dict[str, Any]


class Fulfilling(Billing):
    """Each method is the action of the same name in `actions/fulfilling.py`."""

    def fulfillments(self, seller: str | None = None) -> list[Json]:
        return list(self.do("fulfillments", seller=seller))

    def begin_fulfillment(self, order_id: str) -> None:
        """Somebody begins to pick it: too late to cancel."""
        self.do("begin_fulfillment", order_id=order_id)

    def ship_fulfillment(self, order_id: str, **shipment: Any) -> str:
        """One shipment leaves: items (units by line id or SKU), parcels; returns its id."""
        return str(self.do("ship_fulfillment", order_id=order_id, **shipment))

    def lose_fulfillment(self, order_id: str, items: dict[str, int]) -> None:
        """Units are not found: they do not leave."""
        self.do("lose_fulfillment", order_id=order_id, items=items)

    def cancel_fulfillment(self, order_id: str) -> None:
        self.do("cancel_fulfillment", order_id=order_id)

    def fulfillment_returns(self, order_id: str) -> list[Json]:
        """The units that are to come back, or have."""
        return list(self.do("fulfillment_returns", order_id=order_id))

    def receive_fulfillment_return(self, order_id: str, **arrival: Any) -> None:
        """A unit has come back: item_id (else the first that is awaited), condition."""
        self.do("receive_fulfillment_return", order_id=order_id, **arrival)

    def set_fulfillment(self, order_id: str, status: str) -> None:
        """Show any status."""
        self.do("set_fulfillment", order_id=order_id, status=status)

    def track_fulfillment(self, order_id: str, package_id: str, **news: Any) -> None:
        """News of a parcel: tracking, carrier, status."""
        self.do("track_fulfillment", order_id=order_id, package_id=package_id, **news)
