"""The figures of a store's card: each counts exactly what the list shows that it opens."""

from typing import NamedTuple

from odoo.fields import Domain

# Orders that count as sold: what was not imported or was called off does not.
SOLD = Domain("state", "!=", "ignored") & Domain("status", "!=", "CANCELLED")
# A delivery without a date of being done is open: found by an index, unlike its state.
UNDONE = Domain("done_at", "=", False)


class Figure(NamedTuple):
    """What is counted for each store, and the list behind it.

    :param model: whose records are counted; without the right to read them there is no figure
    :param domain: which of them, as the filter says
    :param action: external id of the window action that lists them
    :param filter: of the action's search view
    """

    model: str
    domain: Domain
    action: str
    filter: str


FIGURES = {
    "late": Figure(
        "amazon.ship.by", UNDONE & Domain("ship_by", "<", "now"), "amazon_ship_by_action", "overdue"
    ),
    "today": Figure(
        "amazon.ship.by",
        UNDONE & Domain("ship_by", ">=", "now") & Domain("ship_by", "<", "today +1d"),
        "amazon_ship_by_action",
        "today",
    ),
    "held": Figure(
        "amazon.order",
        Domain("state", "in", ("held", "failed")),
        "amazon_order_action",
        "held",
    ),
    "refused": Figure(
        "amazon.shipment", Domain("state", "=", "failed"), "amazon_shipment_action", "failed"
    ),
    "unlinked": Figure(
        "amazon.listing",
        Domain("link_state", "=", "unlinked") & Domain("is_listed", "=", True),
        "amazon_listing_action",
        "unlinked",
    ),
    "out_of_step": Figure(
        "amazon.listing",
        Domain("is_out_of_step", "=", True),
        "amazon_listing_action",
        "out_of_step",
    ),
    "unmapped": Figure(
        "amazon.settlement.unmapped",
        Domain.TRUE,
        "amazon_settlement_unmapped_action",
        "",
    ),
    "issues": Figure(
        "amazon.trouble",
        Domain("closed_at", "=", False) & Domain("told_at", "!=", False),
        "amazon_trouble_action",
        "open",
    ),
    "sold": Figure(
        "amazon.order",
        SOLD
        & Domain("purchase_date", ">=", "today -6d")
        & Domain("purchase_date", "<", "today +1d"),
        "amazon_order_action",
        "sold",
    ),
    "payout": Figure(
        "amazon.payout",
        Domain("is_expected", "=", True) & Domain("phase", "in", ("expected", "risk")),
        "amazon_payout_action",
        "next",
    ),
}
# Counted elsewhere, together with their sums.
SUMMED = ("sold", "payout")
