"""Products of imported orders: linked, created, taken as a service, or waited for."""

from odoo import api, fields, models
from odoo.exceptions import UserError

WAITS_FOR_PRODUCT = ("product:", "catalog:")


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    can_choose_products = fields.Boolean(compute="_compute_can_choose_products")

    @api.depends("state", "hold_key", "item_ids.product_id")
    def _compute_can_choose_products(self):
        for document in self:
            document.can_choose_products = bool(document._get_items_to_choose())

    def _link_items(self, orders):
        """Give each item its listing and product, as the store's policy for unknown ones says.

        :return: the documents that may go on
        """
        self.item_ids._link()
        live = self.filtered(lambda document: document.status != "CANCELLED")
        live.item_ids._create_products(orders)
        held = self.browse()
        for document in live:
            reason = document._get_missing_product_reason()
            if reason:
                document._hold(reason, document._get_missing_product_key())
                held |= document
        return self - held

    def _get_missing_product_key(self):
        """:return: what the order waits for: Amazon's catalog, or a product for a seller SKU"""
        missing = self.item_ids._get_unlinked()
        if missing.listing_id._is_catalog_awaited():
            return "catalog:"
        return f"product:{missing[0].seller_sku or missing[0].asin or missing[0].amazon_ref}"

    def _get_missing_product_reason(self):
        """:return: sentence why the order waits for a product, or "" when it may go on"""
        missing = self.item_ids._get_unlinked()
        policy = self.store_id.unknown_product_policy
        if not missing or policy == "service":
            return ""
        # For what is left blank on purpose, no product is made: a person decides for the order.
        if policy == "hold" or any(missing.listing_id.mapped("is_left_blank")):
            return missing._get_unlinked_reason()
        if missing.listing_id._is_catalog_awaited():
            return self.env._("Waits for what Amazon's catalog says of its products.")
        problems = [problem for problem in missing.listing_id.mapped("product_problem") if problem]
        if problems:
            return self.env._(
                "%(problem)s The order then continues automatically.", problem=problems[0]
            )
        return ""

    # One order alone

    def _get_items_to_choose(self):
        """:return: the items for which a person may choose a product: while the order waits"""
        is_waiting = self.state == "held" and (self.hold_key or "").startswith(WAITS_FOR_PRODUCT)
        return self.item_ids._get_unlinked() if is_waiting else self.item_ids.browse()

    def action_choose_products(self):
        """Choose products for this order alone.

        :return: window action of the dialogue
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_order_product_action"
        )
        return dict(action, context={"default_order_id": self.id})

    def _use_products(self, products):
        """A person has chosen products for items of this order; the order goes on with them.

        :param products: dict ``amazon.order.item`` → ``product.product``
        :return: the ``amazon.operation`` records
        :raises UserError: when the order does not wait for a product any more
        """
        self.ensure_one()
        self.check_access("write")
        open_items = self._get_items_to_choose()
        if not open_items:
            raise UserError(
                self.env._("%s does not wait for a product any more.", self.display_name)
            )
        for item, product in products.items():
            if item in open_items:
                item.sudo().product_id = product
        return self.action_retry()


class AmazonOrderItem(models.Model):
    _inherit = "amazon.order.item"

    def _get_unlinked_reason(self):
        """:return: sentence what can be done for these items without a product"""
        nameless = self.filtered(lambda item: not item.seller_sku)
        if nameless:
            names = [item.title or item.asin or item.amazon_ref for item in nameless]
            return self.env._(
                "Amazon names no seller SKU for %(titles)s. Press Choose Products to use a "
                "product for this order, or a service line.",
                titles=", ".join(names),
            )
        return self.env._(
            "Seller SKU %(skus)s of %(store)s is linked to no product. Link it under "
            "Amazon > Listings; the order then continues automatically. Or press Choose Products "
            "to use a product for this order alone.",
            skus=", ".join(self.mapped("seller_sku")),
            store=self.store_id.display_name,
        )

    def _create_products(self, orders):
        """Create the products of unlinked items where their store wants that, all at once.

        They are found or made as *Load Products* does.

        :param orders: dict ``amazon.order`` → ``spapi.orders.Order``
        """
        wanted = {}
        for item in self._get_unlinked():
            listing = item.listing_id
            if listing._may_create_product() and not listing.is_left_blank:
                wanted.setdefault(listing, item)
        mapper = self.env["amazon.product.mapper"]
        facts = {}
        for listing, record in wanted.items():
            items = orders[record.order_id].items
            item = next(item for item in items if item.item_id == record.amazon_ref)
            facts[listing] = mapper._prepare_facts(listing, item)
        if facts:
            self.env["amazon.listing"].union(*facts)._make_products(facts)
            self._link()
