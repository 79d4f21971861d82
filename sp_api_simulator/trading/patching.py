"""JSON patches of listing attributes, by `patchListingsItem` and by listing feeds alike."""

from typing import Any

from ..basics.fields import Field
from ..state.listings import MERCHANT_CHANNEL, Listing, price_of
from ..world import World

Json = dict[str, Any]

_PREFIX = "/attributes/"
# The patches of a call or of a feed's message.
PATCHES = Field(
    "patches",
    "object",
    is_list=True,
    least=1,
    fields=(
        Field("op", required=True, values=("add", "replace", "merge", "delete")),
        Field("path", required=True),
        Field("value", "object", is_list=True),
    ),
)
_AVAILABILITY = "fulfillment_availability"
_LEAD_TIME = "lead_time_to_ship_max_days"
# What tells the entries of one attribute apart: entries with the same values are the same entry.
_SELECTORS = ("marketplace_id", "language_tag", "audience", "fulfillment_channel_code", "currency")


def issues_of(listing: Listing, patches: list[Json]) -> list[Json]:
    """Amazon's issues, severity ERROR, that keep these patches from being accepted."""
    issues = []
    if listing.whims.refuses:
        issues.append(issue(listing, "8560", listing.whims.refuses, _AVAILABILITY))
    for patch in patches:
        name = patch["path"].removeprefix(_PREFIX)
        complaint = _complaint(listing, patch, name)
        if complaint:
            issues.append(issue(listing, "90000900", complaint, name))
    return issues


def issue(listing: Listing, code: str, message: str, attribute: str) -> Json:
    """One of Amazon's issues about an attribute of a listing."""
    return {
        "code": code,
        "message": message,
        "severity": "ERROR",
        "attributeNames": [attribute],
        "categories": ["INVALID_ATTRIBUTE"],
        "marketplaceIds": [listing.marketplace.id],
    }


def _complaint(listing: Listing, patch: Json, name: str) -> str | None:
    """What is wrong with a patch, None if nothing is."""
    if not patch["path"].startswith(_PREFIX) or not name or "/" in name:
        return f"The path '{patch['path']}' does not name a top-level attribute."
    values = patch.get("value", [])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        return f"The value of '{name}' must be a list of objects."
    if patch["op"] != "delete" and not values:
        return f"'{name}' is required but not supplied."
    if name == "purchasable_offer" and not all(map(_has_usable_price, values)):
        return "'value_with_tax' is not a price."
    return _availability_complaint(values, listing) if name == _AVAILABILITY else None


def _has_usable_price(offer: Json) -> bool:
    try:
        price = price_of(offer)
    except (ArithmeticError, AttributeError, LookupError, TypeError):
        return False
    return price.is_finite() and price >= 0


def _availability_complaint(values: list[Json], listing: Listing) -> str | None:
    for value in values:
        if listing.whims.refuses_lead_times and _LEAD_TIME in value:
            return "The handling time of this offer is managed by Amazon and cannot be changed."
        if not value.get("fulfillment_channel_code"):
            return "'fulfillment_channel_code' is required but not supplied."
        quantity = value.get("quantity", 0)
        if type(quantity) is not int or quantity < 0:
            return f"The quantity {quantity!r} is not a whole number of 0 or more."
    return None


def apply_patches(world: World, listing: Listing, patches: list[Json]) -> None:
    """Change the attributes.

    `replace` and `add` put the new entries in place of the old, so that what they do not mention
    (a lead time) is gone; `merge` lays the new values over the entries they belong to.
    """
    if listing.whims.ignores:
        return
    for patch in patches:
        name = patch["path"].removeprefix(_PREFIX)
        values = [dict(value) for value in patch.get("value", [])]
        if name == _AVAILABILITY and patch["op"] != "delete":
            _note_switch(world, listing, values)
        if patch["op"] == "delete":
            listing.attributes.pop(name, None)
        elif patch["op"] == "merge":
            listing.attributes[name] = _merge(listing.attributes.get(name, []), values)
        else:
            listing.attributes[name] = values
    listing.updated = world.clock.now()


def _note_switch(world: World, listing: Listing, values: list[Json]) -> None:
    """A DEFAULT quantity on a listing in Amazon's warehouses makes it the seller's to ship.

    Amazon does so without a word: the offer loses its stock there. The old entry goes, and the
    switch is a violation.
    """
    if listing.is_fba and any(v["fulfillment_channel_code"] == MERCHANT_CHANNEL for v in values):
        listing.attributes[_AVAILABILITY] = []
        world.violations.append(
            f"{listing.seller_id} {listing.marketplace.code} {listing.sku}: a DEFAULT quantity "
            "switched a listing in Amazon's warehouses to merchant fulfilment"
        )


def _merge(entries: list[Json], values: list[Json]) -> list[Json]:
    merged = [dict(entry) for entry in entries]
    for value in values:
        same = next((entry for entry in merged if _selects(value, entry)), None)
        if same is None:
            merged.append(value)
        else:
            same.update(value)
    return merged


def _selects(value: Json, entry: Json) -> bool:
    """Whether every selector that `value` names has the same value in `entry`."""
    return all(entry.get(key) == value[key] for key in _SELECTORS if key in value)
