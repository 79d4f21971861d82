"""Pictures come after all else: a bad one, or none, costs the product nothing."""

from base64 import b64encode
from struct import pack
from zlib import crc32

from odoo.tests import tagged

from sp_api_simulator.actions.catalog import square

from .common import ProductsCommon, shirt


@tagged("post_install", "-at_install")
class TestPictures(ProductsCommon):
    def offer_with_picture(self, sku="VASE", content=None, **how):
        asin = self.amazon.add_listing(sku)["asin"]
        self.amazon.add_picture(asin, content, **how)

    def test_a_product_has_its_picture_after_the_job(self):
        self.offer_with_picture()
        vase = self.load()
        self.assertFalse(vase.image_1920, "a click waits for no picture")

        self.run_job()

        self.assertTrue(vase.image_1920)
        self.assertTrue(self.listing("VASE").picture_taken_url)

    def test_no_picture_comes_after_synchronization_was_switched_off(self):
        self.offer_with_picture()
        vase = self.load()
        self.store.product_sync = False

        self.run_job()

        self.assertFalse(vase.image_1920)

    def test_a_picture_of_a_person_stays(self):
        self.offer_with_picture()
        vase = self.load()
        own = square(4)
        vase.image_1920 = b64encode(own)
        before = vase.image_1920

        self.run_job()

        self.assertEqual(vase.image_1920, before)

    def test_the_family_shows_the_first_and_variants_their_own(self):
        family = self.offer_shirts(shirt("Red"), shirt("Blue"), theme=["color"])
        for number, child in enumerate(family["children"], start=1):
            self.amazon.add_picture(child["asin"], square(4 * number))
        self.load()

        self.run_job()

        red, blue = self.product("SHIRT-RED"), self.product("SHIRT-BLUE")
        self.assertTrue(self.family().image_1920)
        self.assertNotEqual(red.image_1920, blue.image_1920)

    def test_what_is_no_picture_is_dropped_with_its_reason(self):
        self.offer_with_picture("TEXT", b"<html>no picture</html>", kind="image/png")
        self.offer_with_picture("CUT", square()[:30])
        self.offer_with_picture("GONE", status=404)
        self.offer_with_picture("AWAY", link="https://example.com/vase.png")
        self.offer_with_picture("GOOD")
        self.load()

        self.run_job()

        for sku in ("TEXT", "CUT", "GONE", "AWAY"):
            self.assertFalse(self.product(sku).image_1920, sku)
            self.assertFalse(self.listing(sku).picture_url, sku)
            self.assertTrue(self.listing(sku).picture_problem, sku)
        self.assertTrue(self.product("GOOD").image_1920)

    def test_a_server_that_fails_is_tried_again_and_then_left(self):
        self.offer_with_picture(status=503)
        self.load()

        for _time in range(3):
            listing = self.listing("VASE")
            listing.sudo().picture_next_try = False
            self.run_job()

        self.assertFalse(listing.picture_url)
        self.assertIn("503", listing.picture_problem)

    def test_a_picture_of_far_too_many_pixels_does_not_stop_the_others(self):
        small = square()
        head = b"IHDR" + pack(">II", 50_000, 50_000) + small[24:29]
        bomb = small[:12] + head + pack(">I", crc32(head)) + small[33:]
        self.offer_with_picture("BOMB", bomb)
        self.offer_with_picture("GOOD")
        self.load()

        self.run_job()

        self.assertFalse(self.listing("BOMB").picture_url)
        self.assertTrue(self.listing("BOMB").picture_problem)
        self.assertTrue(self.product("GOOD").image_1920)
