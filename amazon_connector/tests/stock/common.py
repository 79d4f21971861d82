"""Three listings whose quantities are pushed, with words for what Amazon offers."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from ...models.stock import amazon_submission
from ..common import AmazonCommon


class StockCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        for product in self.mug | self.lamp | self.cable:
            self.amazon.add_listing(product.default_code, quantity=1)
        self.store.push_stock = True
        self.load()

    @contextmanager
    def by_feed(self):
        """However few the changes are, they go as a feed."""
        with patch.object(amazon_submission, "MOST_PATCHES", 0):
            yield

    def push(self, state="done"):
        operation = self.store.action_push_stock()
        self.assertEqual(operation.state, state, self.messages(operation))
        return operation

    def push_by_feed(self):
        with self.by_feed():
            return self.push()

    def load(self):
        """The listings report is read."""
        operation = self.store.action_sync_listings()
        self.assertEqual(operation.state, "done", self.messages(operation))

    def at_amazon(self, sku="MUG"):
        return self.amazon.listing(sku)["quantity"]

    def quantities(self):
        return {sku: self.at_amazon(sku) for sku in ("MUG", "LAMP", "CABLE")}

    def listing(self, sku="MUG"):
        return self.store.env["amazon.listing"].search([("seller_sku", "=", sku)])

    def submissions(self):
        return self.env["amazon.submission"].search([("store_id", "=", self.store.id)])

    def commit(self):
        """The transaction of whoever has changed something ends."""
        self.env["ir.cron"]._commit_progress()

    def set_stock(self, product, quantity):
        self._put_in_stock(product, quantity - product.qty_available)
        product.invalidate_recordset()

    def age(self, submissions, **since):
        """The submissions were sent that long ago."""
        for submission in submissions.filtered("sent_at"):
            submission.sent_at -= timedelta(**since)

    def rest(self, **since):
        """The last feeds came to nothing that long ago."""
        for submission in self.submissions():
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE amazon_submission SET write_date = write_date - %(since)s,"
                " sent_at = sent_at - %(since)s WHERE id = %(id)s",
                {"since": timedelta(**since), "id": submission.id},
            )
        self.env.invalidate_all()

    def now(self):
        return fields.Datetime.now()
