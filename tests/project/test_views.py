"""What Odoo takes without a word in XML, though it is wrong: ids twice, groupings nobody draws."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
ADDONS = sorted(path.parent for path in ROOT.glob("*/__manifest__.py"))
NAMED = ("record", "menuitem", "template", "report")
# What the web client offers for dates; the server's ``hour`` ends in an error there.
INTERVALS = {"day", "week", "month", "quarter", "year"}


@pytest.mark.parametrize("addon", ADDONS, ids=[addon.name for addon in ADDONS])
def test_no_id_is_given_twice(addon: Path) -> None:
    """The later record would overwrite the earlier one, a view of a form its other half."""
    ids = Counter(
        node.attrib["id"]
        for path in addon.rglob("*.xml")
        for node in ElementTree.parse(path).iter()
        if node.tag in NAMED and "id" in node.attrib
    )
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("addon", ADDONS, ids=[addon.name for addon in ADDONS])
def test_dates_are_grouped_by_what_the_web_client_knows(addon: Path) -> None:
    asked = [
        (path.name, interval)
        for path in addon.rglob("*.xml")
        for pair in re.findall(r"'group_by': ?'\w+:(\w+)'|interval=\"(\w+)\"", path.read_text())
        for interval in filter(None, pair)
    ]
    assert [(name, interval) for name, interval in asked if interval not in INTERVALS] == []


# Tables of settings, which nobody needs on the way.
TABLES = {"amazon.marketplace", "amazon.settlement.rule"}


def test_what_opens_from_a_list_has_cards_for_a_phone() -> None:
    """On 390 px a list cuts its columns off; the web client takes cards there, if there are any."""
    found = {}
    for path in (ROOT / "amazon_connector").rglob("*.xml"):
        for record in ElementTree.parse(path).iter("record"):
            fields = {field.get("name"): field.text for field in record.iter("field")}
            if record.get("model") == "ir.actions.act_window" and fields.get("view_mode"):
                found[record.get("id")] = (fields["res_model"], fields["view_mode"].split(","))
    assert [
        action
        for action, (model, modes) in found.items()
        if {"list", "form"} <= set(modes) and "kanban" not in modes and model not in TABLES
    ] == []


# So many columns fit on a phone beside each other.
FITTING = 4


def test_a_wide_table_in_a_form_has_cards_for_a_phone() -> None:
    """Tables that are filled in row by row stay tables."""
    assert [
        (path.name, field.get("name"))
        for path, field, table in _get_tables()
        if not table.get("editable") and len(_get_columns(table)) > FITTING
        if field.find("kanban") is None
    ] == []


def test_a_card_opens_nothing_where_its_row_opens_nothing() -> None:
    assert [
        (path.name, field.get("name"))
        for path, field, table in _get_tables()
        for cards in field.findall("kanban")
        if table.get("no_open") == "1" and cards.get("can_open") != "0"
    ] == []


def _get_tables() -> list[tuple[Path, ElementTree.Element, ElementTree.Element]]:
    """Fields of a form that are shown as a list of their own: file, field, list."""
    return [
        (path, field, table)
        for path in (ROOT / "amazon_connector").rglob("*.xml")
        for form in ElementTree.parse(path).iter("form")
        for field in form.iter("field")
        for table in field.findall("list")
    ]


def _get_columns(table: ElementTree.Element) -> list[ElementTree.Element]:
    return [
        field
        for field in table.findall("field")
        if field.get("column_invisible") != "1" and field.get("optional") != "hide"
    ]
