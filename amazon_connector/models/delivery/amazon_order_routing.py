"""Which warehouse an order is delivered from, and which routing rule decided so."""

from collections import defaultdict

from odoo import fields, models


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    routing_rule_id = fields.Many2one(
        "amazon.routing.rule",
        string="Routed by",
        readonly=True,
        ondelete="set null",
        help="The routing rule of the store that chose the warehouse. Empty: the store's own.",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", readonly=True, ondelete="set null", help="Delivers the order."
    )

    def _hold_homeless(self):
        """Hold new orders whose store has no warehouse that still delivers.

        :return: the documents that may go on
        """
        held = self.filtered(lambda document: document._is_homeless())
        for document in held:
            document._hold(document._get_homeless_reason(), "warehouse")
        return self - held

    def _is_homeless(self):
        return not self.sale_order_id and not self._get_store_warehouse().active

    def _get_homeless_reason(self):
        return self.env._(
            "Warehouse %(warehouse)s of store %(store)s is archived or missing. Choose "
            "another one for the store; the order then continues automatically.",
            warehouse=self._get_store_warehouse().name or "",
            store=self.store_id.display_name,
        )

    def _route(self, orders):
        """Choose the warehouse of each order by the rules of its store.

        Orders of one batch that want the last piece do not both get it: what an order takes
        is no longer free for the next one.

        :param orders: dict document → ``spapi.orders.Order``
        :return: these documents
        """
        needs = self.item_ids._get_stock_needs()
        free = self._get_free_for_routing(needs)
        for document in self:
            wanted = needs.get(document, {})
            rule = document.store_id.routing_rule_ids._find_for(
                document, document._get_destination(orders[document]), wanted, free
            )
            warehouse = rule.warehouse_id or document._get_store_warehouse()
            for product, quantity in wanted.items():
                free[warehouse, product] -= quantity
            document.write({"routing_rule_id": rule.id, "warehouse_id": warehouse.id})
        return self

    def _get_store_warehouse(self):
        store = self.store_id
        return store.fba_warehouse_id if self.fulfilled_by == "AMAZON" else store.warehouse_id

    def _get_destination(self, order):
        """:return: tuple (``res.country``, ``res.country.state``) that the order goes to"""
        mapper = self.env["amazon.partner.mapper"]
        if not order.address:
            return self.env["res.country"], self.env["res.country.state"]
        country = mapper._find_country(order.address.country_code)
        return country, mapper._find_state(country, order.address.state)

    def _get_free_for_routing(self, needs):
        """What is free where a rule asks for it, with one query.

        :return: dict (warehouse, product) → quantity
        """
        rules = self.store_id.routing_rule_ids.filtered("needs_stock")
        products = self.env["product.product"].concat(
            *(product for wanted in needs.values() for product in wanted)
        )
        if not rules or not products:
            return defaultdict(float)
        return self.env["amazon.stock.mapper"]._get_free(rules.warehouse_id, products)
