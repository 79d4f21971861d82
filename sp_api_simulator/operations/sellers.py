"""Sellers API v1: where the seller sells, and who he is."""

from typing import Any

from starlette.responses import Response

from ..basics.errors import unauthorized
from ..basics.marketplaces import Marketplace
from ..state.sellers import INSIGHTS
from .operation import Call, Operation, json_answer


def get_marketplace_participations(call: Call) -> Response:
    """Every marketplace of the account."""
    return json_answer({"payload": _participations(call)})


def get_account(call: Call) -> Response:
    """Business and selling plan of the account; Amazon tells it in Europe only."""
    if call.seller.region != "EU":
        raise unauthorized("getAccount is available in the EU region only.")
    address = {"addressLine1": "1 Market Street", "countryCode": "GB", "city": "London"}
    return json_answer(
        {
            "payload": {
                "businessType": "PRIVATE_LIMITED",
                "sellingPlan": "PROFESSIONAL",
                "marketplaceParticipationList": _participations(call),
                "business": {
                    "name": f"{call.seller.id} Ltd",
                    "registeredBusinessAddress": address,
                    "companyRegistrationNumber": "01234567",
                    "companyTaxIdentificationNumber": "GB123456789",
                },
            }
        }
    )


def _participations(call: Call) -> list[dict[str, Any]]:
    return [
        {
            "marketplace": _marketplace(place),
            "participation": {"isParticipating": True, "hasSuspendedListings": False},
            "storeName": f"{call.seller.id} {place.code}",
        }
        for place in call.seller.marketplaces
    ]


def _marketplace(place: Marketplace) -> dict[str, str]:
    return {
        "id": place.id,
        "name": place.name,
        "countryCode": place.code,
        "defaultCurrencyCode": place.currency,
        "defaultLanguageCode": place.locale,
        "domainName": f"www.{place.domain}",
    }


OPERATIONS = (
    Operation(
        "getMarketplaceParticipations",
        "GET",
        "/sellers/v1/marketplaceParticipations",
        get_marketplace_participations,
        (INSIGHTS,),
    ),
    Operation("getAccount", "GET", "/sellers/v1/account", get_account, (INSIGHTS,)),
)
