"""Which listings stand for goods that Amazon ships for another channel, and how many pieces."""

from odoo import models


class AmazonFulfillmentMapper(models.AbstractModel):
    _inherit = "amazon.fulfillment.mapper"

    def _find_listings(self, store, quantities):
        """The FBA listing under which Amazon keeps each product.

        The store's own, else one of its account's other stores, which share the stock of a region;
        of single units and packs of them one that makes up the quantity.

        :param store: ``amazon.store``
        :param quantities: dict ``product.product`` → quantity in its unit
        :return: dict product → ``amazon.listing``, without products that have none
        """
        products = self.env["product.product"].union(*quantities)
        listings = self.env["amazon.listing"].search(
            [
                ("account_id", "=", store.account_id.id),
                ("is_fba", "=", True),
                ("is_listed", "=", True),
                "|",
                ("product_id", "in", products.ids),
                ("pool_ids.product_id", "in", products.ids),
            ]
        )
        found = {}
        for product, quantity in quantities.items():
            own = listings.filtered(lambda listing, p=product: p in listing._get_products())
            if own:
                found[product] = own.sorted(
                    lambda each, p=product, q=quantity: (
                        not self._is_whole(each, p, q),
                        each.store_id != store,
                        each.status != "active",
                        each.uom_id._get_amazon_size(p),
                        each.id,
                    )
                )[0]
        return found

    def _find_unlisted(self, store, picking):
        """:return: ``product.product`` that Amazon does not keep under any SKU"""
        quantities = picking._get_amazon_multi_channel_quantities()
        found = self._find_listings(store, quantities)
        products = self.env["product.product"].union(*quantities)
        return products.filtered(lambda product: product not in found)

    def _find_split(self, store, picking):
        """What a delivery has of no whole number of pieces, or packs, that Amazon could ship.

        :return: dict ``product.product`` → ``amazon.listing``
        """
        quantities = picking._get_amazon_multi_channel_quantities()
        return {
            product: listing
            for product, listing in self._find_listings(store, quantities).items()
            if not self._is_whole(listing, product, quantities[product])
        }

    def _explain_split(self, split):
        """:param split: as of ``_find_split``
        :return: sentence why Amazon cannot ship that
        """
        for product, listing in split.items():
            if listing.uom_id:
                return self.env._(
                    "Amazon keeps %(product)s as %(unit)s (%(sku)s), and the delivery has no whole "
                    "number of it. Change the quantity, or link a listing of single units.",
                    product=product.display_name,
                    unit=listing.uom_id.name,
                    sku=listing.seller_sku,
                )
        return self.env._("Amazon ships whole pieces, at least one.")

    def _get_contents(self, store, quantities):
        """What Amazon is asked for, in what it counts.

        :param quantities: dict ``product.product`` → quantity in its unit
        :return: list of tuples (product, ``amazon.listing``, pieces), of what has a listing
        """
        return [
            (product, listing, round(self._count_pieces(listing, product, quantities[product])))
            for product, listing in self._find_listings(store, quantities).items()
        ]

    def _is_whole(self, listing, product, quantity):
        return self._count_pieces(listing, product, quantity).is_integer()

    @staticmethod
    def _count_pieces(listing, product, quantity):
        """:return: float: pieces at Amazon that a quantity in the product's unit is"""
        return round(quantity / listing.uom_id._get_amazon_size(product), 6)

    @staticmethod
    def _get_value(line, listing, product):
        """What one piece is worth.

        :param line: ``sale.order.line`` by which the product was sold, or an empty one
        :param listing: ``amazon.listing``, or ``amazon.fulfillment.line`` of it
        :return: money, in the line's currency
        """
        price = product.lst_price
        if line:
            price = line.product_uom_id._compute_price(line.price_reduce_taxexcl, product.uom_id)
        return price * listing.uom_id._get_amazon_size(product)
