"""Every word of Amazon's that anybody has seen in settlement reports has its fee kind.

The map ships with the addon as a table; the words seen are in the collections named below, and
without these the tests are left out.
"""

import csv
import json
from pathlib import Path

import pytest

from spapi.settlements import FeeMap, Rule

ADDON = Path(__file__).parents[2] / "amazon_connector"
SEEN = Path(__file__).parents[3] / "shared/data/settlement"
# Transaction types in which the amount types of the list of fee codes come.
COMES_IN = {
    "ItemPrice": ("Order", "Refund"),
    "ItemFees": ("Order", "Refund"),
    "Promotion": ("Order", "Refund"),
    "Shipment-Fees": ("Shipment",),
    "other-transaction": ("other-transaction", "ServiceFee", "Adjustment"),
}
# Seen, and on *Other*: nobody can say for every seller what it is.
ON_OTHER = {
    "additionalotherexpenses",
    "adjustment",
    "balanceadjustment",
    "buyerrecharge",
    "comminglingvat",
    "incometaxcharged",
    "merchantbaddebt",
    "miscadjustment",
    "tax",
}


def load_map():
    with (ADDON / "data/amazon.settlement.rule.csv").open() as file:
        return FeeMap(
            Rule(
                row["kind_id:id"].removeprefix("amazon_fee_kind_"),
                (row["transaction_type"], row["amount_type"], row["amount_description"]),
            )
            for row in csv.DictReader(file)
        )


def seen(name):
    path = SEEN / name
    if not path.exists():
        pytest.skip(f"the collection is not here: {name}")
    return path


def triples():
    with seen("vocabulary-observed-au.csv").open() as file:
        yield from (tuple(row.values()) for row in csv.DictReader(file))
    with seen("vocabulary-observed-us.tsv").open() as file:
        yield from (tuple(row.values())[:3] for row in csv.DictReader(file, delimiter="\t"))
    for entry in json.loads(seen("fee-codes.json").read_text())["entries"]:
        for amount_type in entry["amount_types"] or ["other-transaction"]:
            for transaction_type in COMES_IN[amount_type]:
                yield transaction_type, amount_type, entry["description"]


def test_every_triple_that_was_seen_has_a_kind():
    fee_map = load_map()
    assert [triple for triple in triples() if not fee_map.find(triple)] == []


def test_only_a_short_list_of_what_was_seen_is_on_other():
    fee_map = load_map()
    other = {triple[2] for triple in triples() if fee_map.find(triple) == "other"}
    assert {"".join(word.lower().replace("_", "").split()) for word in other} == ON_OTHER


@pytest.mark.parametrize(
    ("triple", "kind"),
    [
        (("Order", "ItemPrice", "Principal"), "sale"),
        (("A-to-z Guarantee Refund", "ItemPrice", "Principal"), "refund"),
        (("CHARGEBACK_REFUND", "ITEMPRICE", "SHIPPINGTAX"), "refund_tax"),
        (("Refund", "ItemFees", "Commission"), "seller_fee"),
        (("Order", "ItemWithheldTax", "LowValueGoodsTax-Other"), "facilitator_tax"),
        (("Order", "ItemWithheldTax", "TCS-IGST"), "other"),
        (("Order", "ItemFees", "MarketplaceFacilitatorVAT-Shipping"), "facilitator_tax"),
        (("other-transaction", "other-transaction", "storage fee"), "storage"),
        (("FBAFees", "FBA Inventory Storage Fee", "Tax on fee"), "storage"),
        (("Liquidations", "ItemPrice", "Principal"), "liquidation"),
        (("Liquidations", "ItemPrice", "Tax"), "tax"),
        (("Transfer", "other-transaction", "Previous Reserve Amount Balance"), "reserve"),
        (("other-transaction", "other-transaction", "Successful charge"), "charge"),
        (("Order", "ItemFees", "CostOfPointsGranted"), "points"),
        (("Refund", "ItemPrice", "Brand New Thing"), None),
        (("ServiceFee", "Brand New Fee", "Base fee"), None),
    ],
)
def test_a_few_by_name(triple, kind):
    assert load_map().find(triple) == kind


def test_the_most_specific_rule_wins():
    rules = [
        Rule("wide", ("*", "*", "Storage*")),
        Rule("exact", ("*", "other-transaction", "Storage Fee")),
        Rule("longer", ("*", "*", "Storage Fee*")),
        Rule("store", ("*", "*", "S*"), scope=2),
    ]
    triple = ("x", "Other-Transaction", "STORAGE_FEE")
    assert FeeMap(rules).find(triple) == "store"
    assert FeeMap(rules[:3]).find(triple) == "exact"
    assert FeeMap([rules[0], rules[2]]).find(triple) == "longer"
    assert FeeMap(rules[:1]).find(("x", "y", "Fee")) is None


def test_signs_of_other_languages_stand_for_themselves():
    assert FeeMap([Rule("a", ("*", "*", "Fee (50%) [x]?"))]).find(("", "", "Fee (50%) [x]?"))
    assert not FeeMap([Rule("a", ("*", "*", "Fee ?"))]).find(("", "", "Fee x"))
