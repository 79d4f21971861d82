"""Listings reports as tests write them: a row per listing, in Amazon's columns."""

from ..common import AmazonCommon

COLUMNS = (
    "item-name",
    "item-description",
    "listing-id",
    "seller-sku",
    "price",
    "quantity",
    "open-date",
    "product-id-type",
    "asin1",
    "product-id",
    "fulfillment-channel",
    "status",
)
USUAL = {
    "item-name": "Title",
    "listing-id": "0816Y30OYFH",
    "price": "9.99",
    "quantity": "5",
    "open-date": "2021-08-15 20:35:17 PDT",
    "product-id-type": "1",
    "asin1": "B00V7I4DHA",
    "product-id": "B00V7I4DHA",
    "fulfillment-channel": "DEFAULT",
    "status": "Active",
}


def row(sku, columns=COLUMNS, **values):
    """A line of the report; values by column, with underscores in place of hyphens."""
    told = USUAL | {"seller-sku": sku}
    told |= {name.replace("_", "-"): value for name, value in values.items()}
    return "\t".join(told.get(column, "") for column in columns)


def report(*rows, columns=COLUMNS, headings=None):
    """The text of a report."""
    return "\r\n".join(["\t".join(headings or columns), *rows]) + "\r\n"


class ListingsCommon(AmazonCommon):
    """A store whose report the tests write."""

    def load(self, content=None, state="done", **how):
        """Load the listings, from a report of this content where one is given."""
        if content is not None:
            self.amazon.next_report(content, **how)
        operation = self.store.action_sync_listings()
        self.assertEqual(operation.state, state, self.messages(operation))
        self.store.invalidate_recordset()
        return operation

    def listing(self, sku):
        return self.env["amazon.listing"].search(
            [("store_id", "=", self.store.id), ("seller_sku", "=", sku)]
        )

    def listed(self):
        """The seller SKUs that are listed, as far as Odoo knows."""
        return set(
            self.env["amazon.listing"]
            .search([("store_id", "=", self.store.id), ("is_listed", "=", True)])
            .mapped("seller_sku")
        )

    def schedule(self):
        return self.env["amazon.schedule"]._find_for("amazon.listing", stores=self.store)

    def push(self):
        self.store.push_stock = True
        return self.store.action_push_stock()
