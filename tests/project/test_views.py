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
