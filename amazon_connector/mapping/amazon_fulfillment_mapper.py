"""A delivery of another channel as the order that Amazon is to ship."""

from odoo import models


class AmazonFulfillmentMapper(models.AbstractModel):
    _name = "amazon.fulfillment.mapper"
    _description = "Delivery to Amazon Fulfillment"

    def _prepare_fulfillment_payload(self, document):
        """The body of ``createOrder``. A hook.

        The recipient's address is in it and nowhere else: it is built when it is sent.

        :param document: ``amazon.fulfillment``
        :return: dict: Fulfillment Outbound 2026-07-04, ``CreateOrderRequest``
        """
        picking = document._get_open_picking() or document.picking_id
        warehouse = picking._get_amazon_multi_channel_warehouse()
        is_abroad = self._get_country_code(picking) != self._get_origin_code(document.store_id)
        return {
            "orderId": document.amazon_ref,
            "fulfillmentConfiguration": {
                "serviceLevel": {"serviceTiers": [document.speed]},
                "action": "SHIP",
                "policy": warehouse.amazon_multi_channel_policy,
                "services": self._prepare_services(warehouse),
            },
            "origin": {"countryCode": self._get_origin_code(document.store_id)},
            "destination": {"deliveryAddress": self._prepare_destination(picking)},
            "lineItems": [
                {
                    "lineItemId": str(line.id),
                    "product": self._prepare_product(
                        line.seller_sku, line.product_id, picking, is_abroad
                    ),
                    "amount": _pieces(line.quantity),
                }
                for line in document.line_ids
            ],
        }

    def _prepare_preview_payload(self, store, picking, contents):
        """The body of ``getOrderPreview``, for all speeds that Amazon has. A hook.

        :param store: ``amazon.store``
        :param contents: dict ``product.product`` → quantity in its unit
        :return: dict: Fulfillment Outbound 2026-07-04, ``GetOrderPreviewRequest``
        """
        warehouse = picking._get_amazon_multi_channel_warehouse()
        listings = self._find_listings(store, list(contents))
        is_abroad = self._get_country_code(picking) != self._get_origin_code(store)
        return {
            "fulfillmentConfiguration": {"services": self._prepare_services(warehouse)},
            "origin": {"countryCode": self._get_origin_code(store)},
            "destination": {"deliveryAddress": self._prepare_destination(picking)},
            "lineItems": [
                {
                    "product": self._prepare_product(
                        listings[product].seller_sku, product, picking, is_abroad
                    ),
                    "amount": _pieces(round(quantity)),
                }
                for product, quantity in contents.items()
                if product in listings
            ],
        }

    def _prepare_services(self, warehouse):
        """:return: dict of what is asked for beside the shipping itself"""
        services = {}
        if warehouse.amazon_multi_channel_blank_box:
            services["packaging"] = {"packagingOption": "UNBRANDED"}
        if warehouse.amazon_multi_channel_block_amazon:
            services["additional"] = {"BLOCK_AMZL": "REQUIRED"}
        return services

    def _prepare_product(self, seller_sku, product, picking, is_abroad):
        """Which goods; with their value where customs ask for it."""
        vals = {"productIdentifier": {"amazonSku": seller_sku}}
        if is_abroad:
            line = picking.move_ids.filtered(lambda move: move.product_id == product).sale_line_id
            currency = line[:1].currency_id or picking.company_id.currency_id
            price = line[:1].price_reduce_taxexcl or product.lst_price
            vals["perUnitDeclaredValue"] = {
                "currencyCode": currency.name,
                "amount": f"{currency.round(price):.{currency.decimal_places}f}",
            }
        return vals

    # Goods

    def _find_listings(self, store, products):
        """The FBA listing under which Amazon keeps each product.

        The store's own, else one of its account's other stores, which share the stock of a region.

        :param store: ``amazon.store``
        :param products: list of ``product.product``
        :return: dict product → ``amazon.listing``, without products that have none
        """
        ids = [product.id for product in products]
        listings = self.env["amazon.listing"].search(
            [
                ("account_id", "=", store.account_id.id),
                ("is_fba", "=", True),
                ("is_listed", "=", True),
                "|",
                ("product_id", "in", ids),
                ("pool_ids.product_id", "in", ids),
            ]
        )
        found = {}
        for listing in listings.sorted(
            lambda each: (each.store_id != store, each.status != "active", each.id)
        ):
            for product in listing._get_products():
                found.setdefault(product, listing)
        return {product: found[product] for product in products if product in found}

    # What is missing

    def _find_problems(self, document):
        """What keeps Amazon from being asked. A hook: add what your goods need.

        :param document: ``amazon.fulfillment``
        :return: dict kind of trouble (``address``, ``unlisted``, ``held``) → sentence
        """
        picking = document._get_open_picking()
        problems = {}
        if held := self._find_hold(document, picking):
            problems["held"] = held
        if wrong := self._find_wrong_fields(picking):
            problems["address"] = self.env._(
                "Missing or too long in the address: %s.", ", ".join(wrong)
            )
        if unlisted := self._find_unlisted(document.store_id, picking):
            problems["unlisted"] = self.env._(
                "No FBA listing of: %s.", ", ".join(unlisted.mapped("display_name"))
            )
        return problems

    def _find_hold(self, document, picking):
        """:return: sentence on a setting or the delivery itself, or "" """
        store, quantities = document.store_id, picking._get_amazon_multi_channel_quantities()
        if not picking._get_amazon_multi_channel_warehouse().amazon_multi_channel:
            return self.env._("Multi-channel fulfillment is switched off for the warehouse.")
        if not store.active or store.state != "live":
            return self.env._("Store %s is not live.", store.display_name)
        if not quantities or any(quantity != round(quantity) for quantity in quantities.values()):
            return self.env._("Amazon ships whole pieces, at least one.")
        if self._is_paid_on_delivery(picking):
            return self.env._("Amazon collects no money on delivery.")
        return ""

    def _is_paid_on_delivery(self, picking):
        """Whether the recipient pays the carrier. A hook, for payment methods of your own."""
        providers = picking.sale_id.transaction_ids.filtered(
            lambda payment: payment.state not in ("cancel", "error")
        ).provider_id
        return "custom_mode" in providers._fields and any(
            provider.custom_mode == "cash_on_delivery" for provider in providers
        )

    def _find_unlisted(self, store, picking):
        """:return: ``product.product`` that Amazon does not keep under any SKU"""
        quantities = picking._get_amazon_multi_channel_quantities()
        found = self._find_listings(store, list(quantities))
        products = self.env["product.product"].union(*quantities)
        return products.filtered(lambda product: product not in found)

    def _get_problem_arguments(self, document, key):
        """:return: dict of what the trouble's sentence names beside the document"""
        picking = document._get_open_picking()
        if key == "address":
            return {"fields": self._find_wrong_fields(picking)}
        if key == "unlisted":
            products = self._find_unlisted(document.store_id, picking)
            return {"products": products.mapped("display_name")}
        return {}

    def _get_origin_code(self, store):
        """:return: ISO code of the country that the goods leave from"""
        return store.marketplace_id.country_id.code

    def _get_country_code(self, picking):
        """:return: ISO code of the recipient's country, "" where it is not known"""
        return picking.partner_id.country_id.code or ""


def _pieces(quantity):
    return {"unit": "EACHES", "value": str(quantity)}
