"""How a recipient wishes to get the parcel: all that Amazon says, and never an error."""

import pytest

from spapi.orders import DeliveryPreference
from spapi.orders.people import OpeningHours
from spapi.orders.preferences import parse_delivery_preference


def test_everything_that_amazon_says_is_kept():
    window = {"startTime": {"hour": 8, "minute": 30}, "endTime": {"hour": 17, "minute": 0}}
    preference = parse_delivery_preference(
        {
            "dropOffLocation": "Behind the shed",
            "addressInstruction": "Ring\ntwice",
            "deliveryTime": {
                "businessHours": [{"dayOfWeek": "MON", "timeWindows": [window, window]}],
                "exceptionDates": [
                    {"exceptionDate": "2026-12-24", "exceptionDateType": "CLOSED"},
                    {"exceptionDate": "2026-12-31", "timeWindows": [window]},
                ],
            },
            "deliveryCapabilities": ["HAS_ACCESS_POINT"],
            "accessCode": "4711",
        }
    )
    assert preference == DeliveryPreference(
        drop_off_location="Behind the shed",
        instructions="Ring twice",
        business_hours=(OpeningHours("MON", True, (("08:30", "17:00"),) * 2),),
        exceptions=(
            OpeningHours("2026-12-24", False, ()),
            OpeningHours("2026-12-31", True, (("08:30", "17:00"),)),
        ),
        capabilities=("HAS_ACCESS_POINT",),
        others=(("accessCode", "4711"),),
    )


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "text",
        7,
        [],
        {},
        {"dropOffLocation": 5, "deliveryTime": [], "deliveryCapabilities": {"a": 1}},
        {"deliveryTime": {"businessHours": "always", "exceptionDates": None}},
    ],
)
def test_what_cannot_be_read_is_left_out(odd):
    assert parse_delivery_preference(odd) is None


def test_a_broken_day_is_shown_as_far_as_it_can_be_read():
    preference = parse_delivery_preference(
        {"deliveryTime": {"businessHours": [{"dayOfWeek": "TUE", "timeWindows": [{}]}, "x"]}}
    )
    assert preference is not None
    assert preference.business_hours == (OpeningHours("TUE", True, ()),)
