"""Files with several settlements are taken apart; all others stay what they are."""

import pytest

from spapi.documents import Document
from spapi.errors import UnreadablePayload
from spapi.settlements import read_settlement, split_document

from .test_odd_files import write


def split(text):
    return tuple(split_document(Document(text.encode())).values())


def read(part):
    report = read_settlement(part.lines())
    return report.header.settlement_id, [row.amount_description for row in report.rows]


def both(delimiter="\t"):
    first = write()
    second = write(of_settlement_id="7", settlement_id="7", amount_description="Shipping")
    return [text.replace("\t", delimiter).splitlines() for text in (first, second)]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_one_below_the_other_with_headings_or_without(delimiter):
    (heading, *first), (_heading, *second) = both(delimiter)
    for between in ([], ["", heading], [""]):
        parts = split("\n".join([heading, *first, *between, *second, ""]))
        assert [read(part) for part in parts] == [
            ("28471003921", ["Principal"]),
            ("7", ["Shipping"]),
        ]


def test_rows_are_of_the_settlement_that_they_name_else_of_that_above():
    (heading, summary, sale), (_heading, other, cup) = both()
    nameless = cup.split("\t", 1)[1]
    parts = split("\n".join([heading, summary, other, cup, f"\t{nameless}", sale]))
    assert [read(part) for part in parts] == [
        ("28471003921", ["Principal"]),
        ("7", ["Shipping", "Shipping"]),
    ]


def test_a_file_of_one_settlement_stays_as_it_is():
    for text in (write(), write() + write(), write(of_total_amount="")):
        document = Document(text.encode())
        assert split_document(document) == {"": document}


def test_a_settlement_whose_summary_row_is_bad_is_one_yet():
    (heading, *first), _second = both()
    for change in ({"of_total_amount": ""}, {"of_total_amount": "much"}, {"of_currency": ""}):
        bad = write(of_settlement_id="7", settlement_id="7", **change).splitlines()[1:]
        parts = split_document(Document("\n".join([heading, *first, *bad]).encode()))
        assert list(parts) == ["28471003921", "7"]
        assert read(parts["28471003921"])[1] == ["Principal"]


def test_rows_of_one_that_is_not_there_are_refused_by_the_reader():
    (heading, *first), (_heading, *second) = both()
    stray = second[1].replace("7", "99", 1)
    (whole,) = split("\n".join([heading, *first, *second, stray]))
    with pytest.raises(UnreadablePayload, match="another settlement"):
        list(read_settlement(whole.lines()).rows)
