"""An Amazon that writes orders of other channels oddly: any part of one costs that one at most."""

from copy import deepcopy

from odoo.tests import tagged

from .common import MultiChannelCommon

# What may stand where something else is expected.
ODD = (None, [], {}, "odd", -1, 1.5, [None], "x" * 5000, "\x00\ud83d")
# What people only look at.
SHOWN = {"packages", "shipTime", "statusUpdateTime", "destination", "fulfillmentConfiguration"}


@tagged("post_install", "-at_install")
class TestOddAnswers(MultiChannelCommon):
    def setUp(self):
        super().setUp()
        self.picking, self.document = self.send((self.mug, 1))
        self.amazon.ship_fulfillment(self.document.amazon_ref)
        [self.order] = self.asked()

    def test_whatever_stands_anywhere_keeps_no_other_order_back(self):
        for value in ODD:
            picking, document = self.send((self.lamp, 1))
            self.amazon.ship_fulfillment(document.amazon_ref)
            good = next(one for one in self.asked() if one["orderId"] == document.amazon_ref)
            bad = [changed(self.order, path, value) for path in walk(self.order)]
            self.amazon.answer("listOrders", 200, {"orders": [*bad, good]})
            operation = self.run_job()
            self.assertEqual(operation.state, "done", (value, self.messages(operation)))
            self.assertEqual((picking.state, document.state), ("done", "confirmed"), value)

    def test_what_is_only_shown_keeps_not_even_its_own_order_back(self):
        for value in ODD:
            told = [
                changed(self.order, path, value)
                for path in walk(self.order)
                if SHOWN.intersection(path)
            ]
            self.amazon.answer("listOrders", 200, {"orders": told})
            operation = self.run_job()
            self.assertNotIn("cannot be read", self.messages(operation), value)
        self.assertEqual((self.picking.state, self.document.state), ("done", "confirmed"))


def walk(value, path=()):
    """:return: iterator of the places of a JSON value"""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner if isinstance(value, dict | list) else ():
        yield from walk(each, (*path, key))


def changed(order, path, value):
    """:return: the order with something else in one place"""
    order = deepcopy(order)
    *above, last = path
    place = order
    for key in above:
        place = place[key]
    place[last] = value
    return order
