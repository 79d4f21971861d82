"""A small Python API over the control endpoint, for tests and demos in another process.

Needs nothing but the standard library. Each method is the action of the same name in
`sp_api_simulator.actions`, where its arguments are described; amounts may be Decimals.
"""

from datetime import datetime
from typing import Any

from .remote.connection import ControlError
from .remote.describing import Describing
from .remote.fulfilling import Fulfilling

__all__ = ["Amazon", "ControlError"]

Json = dict[str, Any]


class Amazon(Describing, Fulfilling):
    """A running simulator at `url`, e.g. `http://127.0.0.1:8070`."""

    def reset(self, scenario: str = "empty", seed: int = 1, **options: Any) -> None:
        """Forget everything and play a scenario; options: `rates=False`, `clock_speed=…`, …"""
        self.do("reset", scenario=scenario, seed=seed, **options)

    def advance(
        self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> datetime:
        """Jump ahead; returns Amazon's new time, UTC."""
        moment = self.do("advance", seconds=seconds, minutes=minutes, hours=hours, days=days)
        return datetime.fromisoformat(moment)

    def now(self) -> datetime:
        """Amazon's time, UTC."""
        return datetime.fromisoformat(self.do("now"))

    def credentials(self, seller: str = "SELLER1") -> Json:
        """selling_partner_id, region, application_id, client_id, client_secret, refresh_token."""
        return dict(self.do("credentials", seller=seller))

    def add_seller(
        self,
        selling_partner_id: str,
        region: str,
        marketplaces: list[str],
        roles: list[str] | None = None,
    ) -> Json:
        """Open an account on marketplaces named by country code; returns its credentials."""
        return dict(
            self.do(
                "add_seller",
                selling_partner_id=selling_partner_id,
                region=region,
                marketplaces=marketplaces,
                roles=roles,
            )
        )

    def revoke_token(self, seller: str = "SELLER1") -> None:
        self.do("revoke_token", seller=seller)

    def rotate_secret(self, seller: str = "SELLER1") -> Json:
        return dict(self.do("rotate_secret", seller=seller))

    def set_roles(self, seller: str, roles: list[str]) -> None:
        self.do("set_roles", seller=seller, roles=roles)

    def set_report_locale(self, seller: str, locale: str, **how: Any) -> None:
        """Language of the seller's reports; how: charset, claimed, yields."""
        self.do("set_report_locale", seller=seller, locale=locale, **how)

    def add_listing(self, sku: str, **wish: Any) -> Json:
        """Offer a SKU: marketplace, seller, price, quantity, channel, lead_time, weight, …"""
        return dict(self.do("add_listing", sku=sku, **wish))

    def listing(self, sku: str, marketplace: str = "US", seller: str | None = None) -> Json:
        return dict(self.do("listing", sku=sku, marketplace=marketplace, seller=seller))

    def listings(self, marketplace: str | None = None, seller: str | None = None) -> list[Json]:
        return list(self.do("listings", marketplace=marketplace, seller=seller))

    def update_listing(self, sku: str, **changes: Any) -> Json:
        return dict(self.do("update_listing", sku=sku, **changes))

    def remove_listing(self, sku: str, marketplace: str = "US", seller: str | None = None) -> None:
        self.do("remove_listing", sku=sku, marketplace=marketplace, seller=seller)

    def fba_stock(self, sku: str, **where: Any) -> Json:
        """Units in Amazon's warehouses; where: marketplace, seller."""
        return dict(self.do("fba_stock", sku=sku, **where))

    def change_fba_stock(self, sku: str, **units: Any) -> Json:
        """Amazon counts anew: fulfillable, transfer, processing, working, shipped, defective, …"""
        return dict(self.do("change_fba_stock", sku=sku, **units))

    def move_fba_stock(self, sku: str, units: int, source: str, target: str, **where: Any) -> Json:
        """Units change their place, as `shipped` to `fulfillable`."""
        where |= {"sku": sku, "units": units, "source": source, "target": target}
        return dict(self.do("move_fba_stock", **where))

    def place_order(self, **wish: Any) -> str:
        """Place an order: marketplace, sku or lines, fulfilled_by, status, … Returns its id."""
        return str(self.do("place_order", **wish))

    def put_raw_order(self, payload: Json, seller: str | None = None) -> str:
        return str(self.do("put_raw_order", payload=payload, seller=seller))

    def order(self, order_id: str) -> Json:
        told: Json = self.do("order", order_id=order_id)
        return told

    def orders(self, seller: str | None = None) -> list[Json]:
        return list(self.do("orders", seller=seller))

    def release_order(self, order_id: str) -> None:
        self.do("release_order", order_id=order_id)

    def cancel_order(self, order_id: str, by: str = "MERCHANT", reason: str = "") -> None:
        self.do("cancel_order", order_id=order_id, by=by, reason=reason)

    def cancel_item(
        self, order_id: str, item_id: str, quantity: int, by: str = "MERCHANT", shrinks: bool = True
    ) -> None:
        """Cancel units of an item; where it does not shrink, they still count as ordered."""
        wish = {"item_id": item_id, "quantity": quantity, "by": by, "shrinks": shrinks}
        self.do("cancel_item", order_id=order_id, **wish)

    def change_quantity(self, order_id: str, item_id: str, quantity: int) -> None:
        """The buyer takes only `quantity` of an item: Amazon cancels the rest."""
        items = self.order(order_id)["orderItems"]
        ordered = {item["orderItemId"]: item["quantityOrdered"] for item in items}
        self.cancel_item(order_id, item_id, ordered[item_id] - quantity, by="BUYER")

    def request_cancel(self, order_id: str, reason: str = "NO_LONGER_NEEDED") -> None:
        self.do("request_cancel", order_id=order_id, reason=reason)

    def ship_order(self, order_id: str, **shipment: Any) -> None:
        """Ship open units: carrier, tracking, items (by item id; all unless given)."""
        self.do("ship_order", order_id=order_id, **shipment)

    def change_package(self, order_id: str, reference: str, **changes: Any) -> None:
        """Amazon shows a parcel otherwise: carrier, tracking, items (units by item id)."""
        self.do("change_package", order_id=order_id, reference=reference, **changes)

    def lose_package(self, order_id: str, reference: str) -> None:
        self.do("lose_package", order_id=order_id, reference=reference)

    def change_address(self, order_id: str, address: Json) -> None:
        self.do("change_address", order_id=order_id, address=address)

    def change_buyer(self, order_id: str, buyer: Json) -> None:
        self.do("change_buyer", order_id=order_id, buyer=buyer)

    def touch_order(self, order_id: str) -> None:
        self.do("touch_order", order_id=order_id)

    def calls(self) -> dict[str, int]:
        """Calls per operation, the token endpoint as `token`."""
        return dict(self.do("calls"))

    def reset_calls(self) -> None:
        self.do("reset_calls")

    def requests(self, operation: str | None = None) -> list[Json]:
        return list(self.do("requests", operation=operation))

    def violations(self) -> list[str]:
        return list(self.do("violations"))

    def shipments(self, order_id: str | None = None) -> list[Json]:
        return list(self.do("shipments", order_id=order_id))

    def feeds(self) -> list[Json]:
        return list(self.do("feeds"))

    def reports(self) -> list[Json]:
        return list(self.do("reports"))

    def catalogue(self) -> list[Json]:
        """The products of the scenarios: sku, title, barcode, weight in kilograms, prices."""
        return list(self.do("catalogue"))
