"""Units that come back to Amazon from orders of other channels (Fulfillment Outbound 2020-07-01).

Amazon's words are open lists; times are in UTC. One return item is one piece.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..payload import Node

# What Amazon says of a piece that it has received, and of one that is as good as new.
PROCESSED = "PROCESSED"
SELLABLE = "SELLABLE"
# Amazon knows our number of the piece already.
DUPLICATE = "DUPLICATE_REQUEST"
# Where a word begins in ``CustomerDamaged``.
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnReason:
    """Why a buyer sends something back: Amazon's code, and its words."""

    code: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPiece:
    """A piece that Amazon has accepted to be sent back; ``reference`` is our number of it.

    ``condition`` is empty until Amazon has received it.
    """

    reference: str
    status: str
    condition: str
    authorization: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidPiece:
    """A piece that Amazon does not take back, and why: its code, and its words."""

    reference: str
    code: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """With what, and where to, the buyer sends: ``address`` is Amazon's, one line each."""

    reference: str
    rma: str
    page_url: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfillmentReturns:
    """All that Amazon says of the returns of one order."""

    pieces: Mapping[str, ReturnedPiece]
    invalid: Mapping[str, InvalidPiece]
    authorizations: Mapping[str, Authorization]


def parse_return_reasons(payload: object) -> tuple[ReturnReason, ...]:
    """Read the reasons that Amazon offers for a SKU.

    :param payload: the answer of ``listReturnReasonCodes``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload).node("payload")
    return tuple(
        ReturnReason(
            code=each.required_text("returnReasonCode"),
            description=each.text("translatedDescription") or each.text("description"),
        )
        for each in node.nodes("reasonCodeDetails")
    )


def parse_fulfillment_returns(payload: object) -> FulfillmentReturns:
    """Read what was accepted, what was not, and how the buyer sends it.

    :param payload: the answer of ``createFulfillmentReturn`` or ``getFulfillmentOrder``
    :raises UnreadablePayload: with the place in the payload
    """
    node = Node.root(payload).node("payload")
    pieces = [_piece(each) for each in node.nodes("returnItems")]
    invalid = [_invalid(each) for each in node.nodes("invalidReturnItems")]
    authorizations = [_authorization(each) for each in node.nodes("returnAuthorizations")]
    return FulfillmentReturns(
        pieces={each.reference: each for each in pieces},
        invalid={each.reference: each for each in invalid},
        authorizations={each.reference: each for each in authorizations},
    )


def _code(node: Node, key: str) -> str:
    """:return: Amazon's word as it writes its codes elsewhere: ``CUSTOMER_DAMAGED``"""
    return _WORD.sub("_", node.text(key)).upper()


def _piece(node: Node) -> ReturnedPiece:
    return ReturnedPiece(
        reference=node.required_text("sellerReturnItemId"),
        status=_code(node, "status"),
        condition=_code(node, "returnReceivedCondition"),
        authorization=node.text("returnAuthorizationId"),
    )


def _invalid(node: Node) -> InvalidPiece:
    reason = node.node("invalidItemReason")
    return InvalidPiece(
        reference=node.required_text("sellerReturnItemId"),
        code=_code(reason, "invalidItemReasonCode"),
        description=reason.text("description"),
    )


def _authorization(node: Node) -> Authorization:
    address, page = node.node("returnToAddress"), node.text("rmaPageURL")
    town = ("city", "stateOrRegion", "postalCode", "countryCode")
    lines = (
        *(address.text(key) for key in ("name", "addressLine1", "addressLine2", "addressLine3")),
        " ".join(filter(None, (address.text(key) for key in town))),
    )
    return Authorization(
        reference=node.required_text("returnAuthorizationId"),
        rma=node.text("amazonRmaId"),
        # A link is for people to press: nothing but a web address is one.
        page_url=page if page.startswith(("https://", "http://")) else "",
        address="\n".join(filter(None, lines)),
    )
