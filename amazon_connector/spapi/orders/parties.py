"""Reads who is behind an order: buyer, recipient's address, tax registrations."""

import re
from typing import Any

from ..payload import Node
from .people import Address, Buyer, TaxRegistration
from .preferences import parse_delivery_preference

_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")


def parse_address(node: Node) -> Address:
    """Read a ``CustomerAddress``.

    Brazil's street and number, complement and neighbourhood come apart in ``extendedFields``;
    they only repeat the address lines, but for the neighbourhood, which fills the district.
    """
    lines = (node.text(key) for key in ("addressLine1", "addressLine2", "addressLine3"))
    return Address(
        name=node.text("name"),
        company_name=node.text("companyName"),
        lines=tuple(filter(None, lines)),
        city=node.text("city"),
        district=node.text("districtOrCounty") or node.node("extendedFields").text("neighborhood"),
        state=node.text("stateOrRegion"),
        municipality=node.text("municipality"),
        postal_code=node.text("postalCode"),
        country_code=node.text("countryCode").strip().upper(),
        phone=node.text("phone"),
        type=node.text("addressType"),
    )


def parse_recipient(node: Node) -> dict[str, Any]:
    """Read ``recipient``: the values ``address`` and ``delivery_preference`` of an order."""
    address = node.node("deliveryAddress")
    return {
        "address": parse_address(address) if address else None,
        "delivery_preference": parse_delivery_preference(node.value.get("deliveryPreference")),
    }


def parse_buyer(node: Node) -> Buyer:
    """Read a ``Buyer``.

    By the e-mail he is known again: in one spelling, and what is none (``n/a``) makes no two
    buyers one.
    """
    email = node.text("buyerEmail").strip().lower()
    return Buyer(
        name=node.text("buyerName"),
        email=email if _EMAIL.fullmatch(email) else "",
        company_name=node.text("buyerCompanyName"),
        purchase_order_number=node.text("buyerPurchaseOrderNumber"),
    )


def parse_tax_registrations(tax: Node) -> tuple[TaxRegistration, ...]:
    """Read ``tax.taxRegistrations`` of an order."""
    return tuple(
        TaxRegistration(
            entity_type=node.word("entityType"),
            legal_name=node.text("legalName"),
            type=node.word("taxRegistrationType"),
            number=node.text("taxRegistrationNumber"),
            address=parse_address(node.node("taxRegistrationAddress"))
            if node.value.get("taxRegistrationAddress")
            else None,
        )
        for node in tax.nodes("taxRegistrations")
    )
