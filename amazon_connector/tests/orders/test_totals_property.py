"""Any order: Odoo's total is Amazon's to the cent, or the order says why not (B21).

Orders of any mix of lines, charges, promotions, rates and currencies, inclusive or not, go
through the real inbox in batches.
"""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..common import AmazonCommon

ORDERS = 1000
BATCH = 50
MARKETS = {"US": ("USD", 2, False), "DE": ("EUR", 2, True), "JP": ("JPY", 0, True)}
KINDS = ["SHIPPING", "GIFT_WRAP", "COD_FEE", "SOMETHING_NEW"]


def amounts(decimals, most=50_000):
    """Amounts of money, often zero."""
    scale = Decimal(1).scaleb(-decimals)
    return st.one_of(st.just(Decimal(0)), st.integers(1, most).map(lambda n: n * scale))


@st.composite
def items(draw, decimals, inclusive):
    """A line as numbers: quantity, charges with their taxes, promotions."""
    quantity = draw(st.integers(0, 7))
    unit = draw(amounts(decimals))
    rate = draw(st.sampled_from([0, 4, 8.875, 10.25])) if not inclusive else 0
    goods = unit * quantity
    # Amazon's own rounding of taxes is anybody's guess: a cent more or less must not matter.
    nudge = draw(st.sampled_from([-1, 0, 1])) * Decimal(1).scaleb(-decimals) if rate else 0
    tax = round(goods * Decimal(rate) / 100, decimals) + nudge if goods else Decimal(0)
    charges = {
        kind: draw(amounts(decimals, 2_000)) for kind in draw(st.sets(st.sampled_from(KINDS)))
    }
    return {
        "quantity": quantity,
        "goods": goods,
        "tax": max(tax, Decimal(0)),
        "charges": charges,
        "shipping_tax": draw(amounts(decimals, 200))
        if "SHIPPING" in charges and rate
        else Decimal(0),
        "discount": min(draw(amounts(decimals, 3_000)), goods),
        "collected": draw(st.booleans()),
        "scheme": draw(st.sampled_from(["", "", "IOSS"])),
    }


@st.composite
def order(draw):
    """A whole order as numbers."""
    market = draw(st.sampled_from(sorted(MARKETS)))
    _currency, decimals, inclusive = MARKETS[market]
    return {
        "market": market,
        "items": draw(st.lists(items(decimals, inclusive), min_size=1, max_size=4)),
        "tip": draw(amounts(decimals, 1_000)),
        "wrong_total": draw(st.integers(0, 19)) == 0,
    }


@tagged("post_install", "-at_install")
class TestTotals(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.markets = {}
        self.stores = {"US": self.store}
        for seller, region, country in (("SELLER-EU", "EU", "DE"), ("SELLER-FE", "FE", "JP")):
            self.amazon.add_seller(seller, region, [country])
            self.stores[country] = self._open_store(country, self._connect_account(seller))
        usual = self.env["account.tax"].create({"name": "Usual", "amount": 8.875})
        included = self.env["account.tax"].create(
            {"name": "Included", "amount": 19, "price_include_override": "tax_included"}
        )
        zero = self.env["account.tax"].create({"name": "Zero", "amount": 0})
        for country, store in self.stores.items():
            store.tax_mode = "import"
            # Quotations will do: their totals are those of the orders, without deliveries.
            store.status_map_ids.write({"target": "quotation"})
            tax = usual if country == "US" else included
            self.env["amazon.tax.map"].create(
                [
                    {"store_id": store.id, "kind": kind, "tax_id": one.id}
                    for kind, one in (
                        ("default", tax),
                        ("charges", tax),
                        ("tax_free", zero),
                        ("collected", zero),
                    )
                ]
            )
        self.count = 0
        self.tried = 0

    @settings(
        max_examples=ORDERS // BATCH,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(order(), min_size=BATCH, max_size=BATCH))
    def _check_batch(self, batch):
        documents = self.env["amazon.order"]
        for market, store in self.stores.items():
            worker = store.account_id._work_env()
            with worker.env["amazon.operation"]._record(worker, "amazon.order") as operation:
                documents |= worker.env["amazon.order"]._receive(
                    worker,
                    [self._payload(one) for one in batch if one["market"] == market],
                    operation,
                )
        documents._process_safely()
        for document in documents.filtered(lambda one: one.state != "ignored"):
            self.assertEqual(document.state, "done", document.reason)
            if document.difference:
                self.assertTrue(document.difference_reason)
                stated = json.loads(document.payload)["wrong"]
                self.assertTrue(stated, f"{document.difference} {document.payload}")
            self.tried += 1

    def test_any_order_has_amazons_total_or_says_why_not(self):
        self._check_batch()
        # Some have nothing to buy; how many depends on what hypothesis makes up.
        self.assertGreater(self.tried, ORDERS * 0.7)

    # From numbers to Amazon's payload

    def _payload(self, one):
        self.count += 1
        currency, decimals, _inclusive = MARKETS[one["market"]]
        step = Decimal(1).scaleb(-decimals)

        def money(amount):
            return {"amount": str(amount), "currencyCode": currency}

        lines = [self._item(number, item, money) for number, item in enumerate(one["items"])]
        total = sum(Decimal(line["proceeds"]["proceedsTotal"]["amount"]) for line in lines)
        total += one["tip"] + (step if one["wrong_total"] else 0)
        moment = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
        return {
            "orderId": f"701-{self.count:07}-{self.count:07}",
            "createdTime": moment,
            "lastUpdatedTime": moment,
            "wrong": one["wrong_total"],
            "salesChannel": {
                "channelName": "AMAZON",
                "marketplaceId": self.stores[one["market"]].marketplace_id.code,
            },
            "fulfillment": {"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "MERCHANT"},
            "proceeds": {
                "grandTotal": money(total),
                "breakdowns": [{"type": "DELIVERY_TIP", "subtotal": money(one["tip"])}],
            },
            "orderItems": lines,
        }

    def _item(self, number, item, money):
        taxes = {"ITEM": item["tax"], "SHIPPING": item["shipping_tax"]}
        discounts = {"ITEM": -item["discount"]}
        facts = {}
        if item["collected"]:
            facts["taxCollections"] = [{"model": "MARKETPLACE_FACILITATOR"}]
        if item["scheme"]:
            facts["taxCalculationBreakdowns"] = [{"reportingScheme": item["scheme"]}]
        charges = {"ITEM": item["goods"], **item["charges"]}
        total = sum([*charges.values(), *taxes.values(), *discounts.values()])
        breakdowns = [{"type": kind, "subtotal": money(amount)} for kind, amount in charges.items()]
        breakdowns += self._detailed("TAX", taxes, money)
        breakdowns += self._detailed("DISCOUNT", discounts, money)
        return {
            "orderItemId": str(number + 1),
            "quantityOrdered": item["quantity"],
            "product": {"sellerSku": ("MUG", "LAMP", "CABLE")[number % 3]},
            "proceeds": {"proceedsTotal": money(total), "breakdowns": breakdowns},
            "tax": facts,
        }

    def _detailed(self, kind, amounts, money):
        """A breakdown with its parts; Amazon leaves out what is nothing."""
        if not any(amounts.values()):
            return []
        parts = [{"subtype": name, "value": money(amount)} for name, amount in amounts.items()]
        return [
            {"type": kind, "subtotal": money(sum(amounts.values())), "detailedBreakdowns": parts}
        ]
