"""Odoo's stock as the quantities that Amazon is told: the one place where the sum is made."""

from collections import defaultdict
from collections.abc import Mapping

from odoo import models

from .stock.offering import offer
from .stock.terms import EXTENSION, Quantity, Rule, Stock, Term, flatten, get_goods


class AmazonStockMapper(models.AbstractModel):
    _name = "amazon.stock.mapper"
    _description = "Stock to Amazon Quantity"

    def _get_quantities(self, listings) -> Mapping:
        """What each listing offers, with the sum behind it.

        ``amazon.submission`` pushes these numbers, *Why this number?* shows them. A store costs
        a handful of queries, however many listings it has.

        :param listings: ``amazon.listing``
        :return: dict ``amazon.listing`` → ``mapping.stock.terms.Quantity``
        """
        quantities = {}
        self.env.flush_all()
        for store, own in listings.sudo().grouped("store_id").items():
            mapper = self.sudo().with_company(store.company_id).with_context(active_test=False)
            own, store = own.with_env(mapper.env), store.with_env(mapper.env)
            own.fetch(["product_id", "uom_id", "has_own_limits", "share", "buffer", "maximum"])
            pools = mapper._read_pools(own)
            stock = mapper._read_stock(store, pools)
            for listing, rule in mapper._get_rules(own).items():
                quantities[listing] = mapper._add_up(listing, pools[listing.id], rule, stock)
        return quantities

    def _read_pools(self, listings):
        """The products of many listings, read at once.

        :return: dict listing id → list of product ids, first choice first
        """
        lines = self.env["amazon.listing.product"].search_fetch(
            [("listing_id", "in", listings.ids)], ["listing_id", "product_id"], order="sequence, id"
        )
        further = defaultdict(list)
        for line in lines:
            further[line.listing_id.id].append(line.product_id.id)
        return {
            listing.id: list(
                dict.fromkeys(
                    [*listing.product_id._ids, *further[listing.id]]
                    if listing.id in further
                    else listing.product_id._ids
                )
            )
            for listing in listings
        }

    def _read_stock(self, store, pools):
        """All that the listings of a store are added up from.

        :param pools: dict listing id → product ids
        :return: ``mapping.stock.terms.Stock``
        """
        claiming = self._read_claiming(store)
        Product = self.env["product.product"]
        products = Product.browse({product_id for ids in pools.values() for product_id in ids})
        claimed = Product.browse(
            {product_id for _listing, ids, _share in claiming for product_id in ids}
        )
        recipes = flatten(self._get_recipes(store, products | claimed))
        return Stock(
            goods=self._get_terms(store, self._find_goods(products, recipes)),
            recipes=recipes,
            claims=self._add_up_claims(claiming, recipes),
        )

    def _find_goods(self, products, recipes):
        """:return: ``product.product`` that lie on shelves: the products, and all their parts"""
        wanted = list(get_goods(products._ids, recipes))
        return products.search([("id", "in", wanted), ("is_storable", "=", True)])

    def _get_recipes(self, store, products) -> Mapping:
        """How products are made of others, at any depth. A hook, for kits and manufacturing.

        :param store: ``amazon.store``
        :param products: ``product.product``, all of a store at once
        :return: dict product id → ``mapping.stock.terms.Recipe``, for the parts' parts too
        """
        return {}

    def _add_up(self, listing, product_ids, rule, stock):
        """The quantity of one listing; by here all is read.

        :return: ``mapping.stock.terms.Quantity``
        """
        offered = offer(listing._get_sizes(product_ids), rule, stock)
        quantity = max(int(self._get_quantity_to_push(listing, offered.total)), 0)
        terms = offered.terms
        if quantity != offered.total:
            terms = [*terms, Term(EXTENSION, quantity - offered.total)]
        return Quantity(quantity, tuple(terms), tuple(offered.parts))

    def _get_rules(self, listings):
        """The listings' own values, else their store's, which are read once for all of them.

        :return: dict ``amazon.listing`` → ``mapping.stock.terms.Rule``
        """
        rules = {}
        for store, own in listings.grouped("store_id").items():
            usual = Rule(store.stock_share, store.stock_buffer, store.stock_maximum)
            for listing in own:
                further = Rule() if listing.has_own_limits else usual
                rules[listing] = Rule(
                    share=listing.share or further.share,
                    buffer=listing.buffer or further.buffer,
                    maximum=listing.maximum or further.maximum,
                )
        return rules

    def _get_free(self, warehouses, products):
        """Quantities that are reserved for nobody, per warehouse, with one query.

        :param warehouses: ``stock.warehouse``
        :param products: ``product.product``
        :return: dict (warehouse, product) → quantity in the product's unit
        """
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("location_id", "child_of", warehouses.lot_stock_id.ids),
                ("location_id.usage", "=", "internal"),
            ],
            ["location_id", "product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        free = defaultdict(float)
        for location, product, on_hand, reserved in groups:
            free[location.warehouse_id, product] += on_hand - reserved
        return free

    def _get_quantity_to_push(self, listing, available):
        """The quantity that Amazon shall offer for a listing, as the last step. A hook.

        For example, to keep two pieces back::

            def _get_quantity_to_push(self, listing, available):
                return super()._get_quantity_to_push(listing, available - 2)

        :param listing: ``amazon.listing``
        :param available: pieces that stock and rules allow
        :return: int; what is below zero is offered as zero
        """
        return max(int(available), 0)

    def _prepare_feed_message(self, message):
        """One message of a JSON_LISTINGS_FEED.

        :param message: ``amazon.submission.message``; its id comes back in Amazon's report
        :return: dict: Amazon's schema ``listings-feed-schema-v2``
        """
        return {
            "messageId": message.id,
            "sku": message.listing_id.seller_sku,
            "operationType": "PATCH",
            **self._prepare_quantity_payload(message.quantity, message.lead_time),
        }

    def _prepare_quantity_payload(self, quantity, lead_time):
        """The body of a patch that sets quantity and, where known, lead time.

        ``merge`` keeps the attributes that are not named, ``replace`` would wipe them.

        :param quantity: pieces
        :param lead_time: days to ship, 0 leaves Amazon's value
        :return: dict: Listings Items API 2021-08-01, ``ListingsItemPatchRequest``
        """
        availability = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
        if lead_time:
            availability["lead_time_to_ship_max_days"] = lead_time
        return {
            "productType": "PRODUCT",
            "patches": [
                {
                    "op": "merge",
                    "path": "/attributes/fulfillment_availability",
                    "value": [availability],
                }
            ],
        }
