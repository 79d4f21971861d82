"""Sellers API v1: where an account sells."""

from dataclasses import dataclass

from sp_api.api import Sellers

from ..caller import Caller
from ..errors import UnreadablePayload
from ..payload import Node


@dataclass(frozen=True, slots=True)
class Participation:
    """A marketplace of the seller; Amazon lists pseudo marketplaces of other channels too."""

    marketplace_id: str
    name: str
    country_code: str
    currency: str
    domain: str
    is_participating: bool
    has_suspended_listings: bool


class SellersOperations(Caller):
    """Operations of the Sellers API."""

    def get_marketplace_participations(self) -> tuple[Participation, ...]:
        """Ask on which marketplaces of the region the seller is registered.

        Amazon asks to keep the answer for a day.

        :return: without those of which not even the id can be read
        """
        answer = self._call(
            "getMarketplaceParticipations", Sellers, "get_marketplace_participation"
        )
        read, broken = Node.root(answer).require("payload").parsed("payload", _participation)
        if broken and not read:
            raise UnreadablePayload("", broken[0])
        return read


def _participation(node: Node) -> Participation:
    marketplace, participation = node.node("marketplace"), node.node("participation")
    return Participation(
        marketplace_id=marketplace.required_text("id"),
        name=marketplace.text("name"),
        country_code=marketplace.text("countryCode"),
        currency=marketplace.text("defaultCurrencyCode"),
        domain=marketplace.text("domainName"),
        is_participating=participation.flag("isParticipating"),
        has_suspended_listings=participation.flag("hasSuspendedListings"),
    )
