"""The arithmetic of two countings of the same units, without a database."""

from odoo.tests import BaseCase, tagged

from ...models.fba_stock.counting import Books, Told, count


@tagged("post_install", "-at_install")
class TestFbaCounting(BaseCase):
    def test_sellable_and_reserved_units_are_the_stock(self):
        found = count(Told(fulfillable=7, reserved=3, unsellable=5, researching=2), Books())
        self.assertEqual((found.expected, found.difference, found.unexplained), (10, 10, 10))

    def test_what_waiting_settles_is_never_more_than_the_difference(self):
        found = count(Told(fulfillable=7), Books(on_hand=10, leaving=5))
        self.assertEqual((found.difference, found.unexplained), (-3, 0))
        self.assertIn(("leaving", -3), found.terms)

    def test_what_explains_a_loss_explains_no_gain(self):
        found = count(Told(fulfillable=12, inbound=9), Books(on_hand=10, leaving=5, ordered=4))
        self.assertEqual(found.unexplained, 2)

    def test_units_held_for_known_orders_are_no_excuse_for_a_loss(self):
        told = Told(fulfillable=4, reserved=2, reserved_orders=2)
        found = count(told, Books(on_hand=10, ordered=2))
        self.assertEqual((found.difference, found.unexplained), (-4, -4))
        told = Told(fulfillable=4, reserved=2, reserved_orders=None)
        self.assertEqual(count(told, Books(on_hand=10, ordered=2)).unexplained, -2)

    def test_goods_on_their_way_that_an_open_transfer_stands_for_are_no_excuse(self):
        told = Told(fulfillable=7, inbound=6)
        self.assertEqual(count(told, Books(on_hand=10, incoming=6)).unexplained, -3)
        self.assertEqual(count(told, Books(on_hand=10)).unexplained, 0)

    def test_ahead_of_amazon_odoo_owes_only_what_amazon_still_holds(self):
        books = Books(on_hand=8, ahead=2, ordered=2)
        held = count(Told(fulfillable=8, reserved=2, reserved_orders=2), books)
        gone = count(Told(fulfillable=8, reserved=0, reserved_orders=0), books)
        self.assertEqual((held.difference, gone.difference), (0, 0))

    def test_while_orders_are_not_known_nothing_is_missed(self):
        found = count(Told(fulfillable=4), Books(on_hand=10, is_behind=True))
        self.assertEqual((found.difference, found.unexplained), (-6, 0))
        found = count(Told(fulfillable=14), Books(on_hand=10, is_behind=True))
        self.assertEqual(found.unexplained, 4)

    def test_places_of_their_own_and_the_stock_add_up_to_amazons_units(self):
        told = Told(6, reserved=4, reserved_orders=3, inbound=5, unsellable=2, researching=1)
        own = ("reserved", "inbound", "unsellable", "researching")
        found = count(told, Books(incoming=2, places={"unsellable": 1}), own)
        self.assertEqual(found.expected, 6)
        self.assertEqual(
            found.places, {"reserved": 4, "inbound": 3, "unsellable": 1, "researching": 1}
        )
