"""Who is behind an order, as frozen values; what Amazon left out is empty."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; ``type`` is RESIDENTIAL, COMMERCIAL or PICKUP_POINT.

    ``country_code`` is in capital letters.
    """

    name: str
    company_name: str
    lines: tuple[str, ...]
    city: str
    district: str
    state: str
    municipality: str
    postal_code: str
    country_code: str
    phone: str
    type: str


class OpeningHours(NamedTuple):
    """When a place takes deliveries: ``day`` is MON to SUN or a date (2026-03-02).

    ``windows`` holds pairs of times such as ("09:00", "17:30"), in the time of the place; none
    when ``is_open`` tells all that is known.
    """

    day: str
    is_open: bool
    windows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DeliveryPreference:
    """How the recipient wants the delivery made, in Amazon's and in their own words.

    ``drop_off_location`` is where to leave the parcel, ``instructions`` how to find the place,
    ``capabilities`` e.g. HAS_ACCESS_POINT or PALLET_ENABLED; ``others`` are pairs of Amazon's name
    and text for what is new to us, for example a neighbor or an access code.
    """

    drop_off_location: str = ""
    instructions: str = ""
    business_hours: tuple[OpeningHours, ...] = ()
    exceptions: tuple[OpeningHours, ...] = ()
    capabilities: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought; empty texts for orders that Amazon fulfils. The e-mail is Amazon's alias."""

    name: str = ""
    email: str = ""
    company_name: str = ""
    purchase_order_number: str = ""


@dataclass(frozen=True, slots=True)
class TaxRegistration:
    """A tax number: of whom (BUYER, MERCHANT, MARKETPLACE) and which (VAT, CPF, CNPJ, ...)."""

    entity_type: str
    legal_name: str
    type: str
    number: str
    address: Address | None
