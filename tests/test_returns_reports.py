"""Reports of returns: both kinds, columns in any order, comments over several lines."""

from datetime import UTC, datetime

import pytest

from spapi.errors import UnreadablePayload
from spapi.returns import (
    FORM,
    MONTH_FIRST,
    find_forms,
    parse_amazon_return,
    parse_merchant_return,
    read_returns,
)

FBA = (
    "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\t"
    "detailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments"
)
UNIT = (
    "2026-07-14T03:35:13+00:00\t111-1234567-1234567\tMUG\tB01\tX01\tMug\t1\tABE8\tSELLABLE\t"
    "UNWANTED_ITEM\tUnit returned to inventory\tLPN1\tToo blue"
)


def test_units_that_came_back_to_amazon():
    (row,) = read_returns([FBA, UNIT])
    told = parse_amazon_return(row)

    assert (told.order_id, told.sku, told.quantity) == ("111-1234567-1234567", "MUG", 1)
    assert (told.disposition, told.unit_ref) == ("SELLABLE", "LPN1")
    assert told.told_at == datetime(2026, 7, 14, 3, 35, 13, tzinfo=UTC)


def test_requests_to_the_seller_bear_days_alone():
    (row,) = read_returns(
        [
            "Return request date\tMerchant SKU\tOrder ID\tReturn quantity\tAmazon RMA ID\tNew",
            "14-Jul-2026\tMUG\t111-1234567-1234567\t2\tD1RRMA\t?",
        ]
    )
    told = parse_merchant_return(row)

    assert (told.sku, told.quantity, told.unit_ref) == ("MUG", 2, "D1RRMA")
    assert told.told_at == datetime(2026, 7, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "told", ["14.07.2026 03:35:13 UTC", "14/07/2026 03:35:13 UTC", "2026-07-13 20:35:13 PDT"]
)
def test_the_moment_comes_in_every_form_and_headings_may_be_quoted(told):
    headings = "\t".join(f'"{name}"' for name in FBA.split("\t"))
    (row,) = read_returns([headings, UNIT.replace("2026-07-14T03:35:13+00:00", told)])

    assert parse_amazon_return(row).told_at == datetime(2026, 7, 14, 3, 35, 13, tzinfo=UTC)


def test_where_headings_are_quoted_values_are_too():
    quoted = ["\t".join(f'"{cell}"' for cell in line.split("\t")) for line in (FBA, UNIT)]
    (row,) = read_returns(["", *quoted])
    told = parse_amazon_return(row)

    assert (told.order_id, told.sku, told.quantity) == ("111-1234567-1234567", "MUG", 1)


def test_a_comment_may_have_line_breaks():
    rows = list(read_returns([FBA, UNIT, "", UNIT.replace("LPN1", "LPN2")]))

    assert [row["license plate number"] for row in rows] == ["LPN1", "LPN2"]


def test_another_report_is_refused():
    with pytest.raises(UnreadablePayload):
        list(read_returns(["seller-sku\tasin1", "MUG\tB01"]))


@pytest.mark.parametrize("count", ["", "0", "-1", "1.5", "many", "²"])
def test_a_quantity_that_is_none_is_refused(count):
    row = dict(next(iter(read_returns([FBA, UNIT]))), quantity=count)
    with pytest.raises(UnreadablePayload):
        parse_amazon_return(row)


@pytest.mark.parametrize(
    ("dates", "forms"),
    [
        (["2026-07-06T10:00:00+00:00"], ()),
        (["06/06/2026"], ()),
        (["06/07/2026", "13/07/2026"], (False,)),
        (["06/07/2026", "07/13/2026 08:00:00 UTC"], (True,)),
        (["06/07/2026"], (False, True)),
        # Day first, it would be of tomorrow.
        (["07/11/2026"], (True,)),
        (["06/07/2026", "13/07/2026", "07/13/2026"], (False, True)),
    ],
)
def test_dates_with_slashes_tell_their_form_together(dates, forms):
    rows = [{"return date": date} for date in dates]
    assert find_forms(rows, "return date", datetime(2026, 7, 20, tzinfo=UTC)) == forms


def test_a_date_that_fits_one_form_alone_is_read_in_it():
    for form, told, day in (
        ("", "06/07/2026", 6),
        (MONTH_FIRST, "07/06/2026", 6),
        (MONTH_FIRST, "16/07/2026", 16),
        ("", "07/16/2026", 16),
    ):
        (row,) = read_returns([FBA, UNIT.replace("2026-07-14T03:35:13+00:00", told)])
        moment = parse_amazon_return({**row, FORM: form}).told_at
        assert (moment.month, moment.day) == (7, day)
