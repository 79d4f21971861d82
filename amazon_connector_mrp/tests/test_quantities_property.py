"""Whatever the stock, the orders and the rules are: what is pushed is what a slow sum says.

``AMAZON_CONNECTOR_STOCK_EXAMPLES`` says how many worlds are made up, ``…_SEED`` which is the first.
"""

import os
from contextlib import suppress
from datetime import timedelta
from random import Random

from odoo import fields
from odoo.addons.amazon_connector.tests.common import AmazonCommon
from odoo.fields import Domain
from odoo.tests import tagged

from .slow_sum import SlowSum

EXAMPLES = int(os.environ.get("AMAZON_CONNECTOR_STOCK_EXAMPLES", "50"))
FIRST_SEED = int(os.environ.get("AMAZON_CONNECTOR_STOCK_SEED", "1"))
STATUSES = ("PENDING", "PENDING_AVAILABILITY", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED")


class Undo(Exception):  # noqa: N818  it is none
    """The end of a world."""


def is_blocked(lot):
    return lot.name == "OLD" if lot else False


@tagged("post_install", "-at_install")
class TestQuantitiesProperty(AmazonCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        warehouses = cls.env["stock.warehouse"].create(
            [{"name": name, "code": name} for name in ("EAST", "WEST")]
        )
        cls.warehouses = cls.warehouse | warehouses
        cls.shelves = cls.env["stock.location"].create(
            [
                {"name": name, "location_id": warehouse.lot_stock_id.id}
                for warehouse in cls.warehouses
                for name in ("Good", "Second")
            ]
        )
        cls.tea = cls._create_product("TEA", "Tea", 0, uom_id=cls.env.ref("uom.product_uom_kgm").id)
        cls.wine = cls._create_product("WINE", "Wine", 0, tracking="lot")
        cls.desk = cls._create_product("DESK", "Desk", 0)
        cls.lots = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.wine.id} for name in ("OLD", "NEW")]
        )
        cls.kits = cls.env["product.product"].create(
            [
                {"name": name, "default_code": name, "is_storable": False, "taxes_id": False}
                for name in ("SET", "BOX")
            ]
        )
        cls.plain = cls.mug | cls.lamp | cls.cable | cls.tea | cls.wine | cls.desk
        cls.packagings = cls.create_packagings()

    @classmethod
    def create_packagings(cls):
        unit, gram = (cls.env.ref(f"uom.product_uom_{name}") for name in ("unit", "gram"))
        sizes = (("Pair", 2, unit), ("Five", 5, unit), ("400 g", 400, gram))
        return cls.env["uom.uom"].create(
            [
                {"name": name, "relative_factor": factor, "relative_uom_id": base.id}
                for name, factor, base in sizes
            ]
        )

    def setUp(self):
        super().setUp()
        for product in self.mug | self.lamp | self.cable:
            self._put_in_stock(product, -100)
        self.stores = self.account.store_ids
        self.stores.write({"import_from": "2020-01-01 00:00:00", "push_stock": True})
        (self.stores - self.store).action_go_live()
        self.operation = self.store.action_sync_listings()

    def test_what_is_pushed_is_what_the_slow_sum_says(self):
        self.patch(
            self.env.registry["amazon.stock.mapper"],
            "_get_uncounted_lots_domain",
            lambda _self, _store: Domain("name", "=", "OLD"),
        )
        for seed in range(FIRST_SEED, FIRST_SEED + EXAMPLES):
            with self.subTest(seed=seed), suppress(Undo), self.env.cr.savepoint():
                self.make_world(Random(seed))
                self.compare(Random(seed))
                raise Undo

    def compare(self, random):
        for store in self.stores.filtered("push_stock"):
            listings = store.env["amazon.listing"].search([("store_id", "=", store.id)])
            pushed = self.env["amazon.submission"]._collect(store, self.operation)
            # An order that Amazon ships makes its listing Amazon's: nothing is told of it.
            listings -= listings.filtered("is_fba")
            told = {line.listing_id: line.quantity for line in pushed.message_line_ids}
            for listing in listings:
                expected = SlowSum(listing, is_blocked).offer()
                self.assertEqual(told.get(listing, listing.wanted_quantity), expected, listing)
            if not listings:
                continue
            listing = random.choice(listings)
            explained = self.env["amazon.listing.explanation"].browse(
                listing.action_explain()["res_id"]
            )
            self.assertEqual(explained.quantity, listing.wanted_quantity)
            self.assertAlmostEqual(sum(explained.line_ids.mapped("amount")), explained.quantity)

    # A world that is made up

    def make_world(self, random):
        self.random = random
        self.make_boms()
        self.make_stores()
        self.make_listings()
        self.make_stock()
        for _ in range(random.randrange(6)):
            self.make_move()
        for _ in range(random.randrange(6)):
            self.make_order()
        self.env.flush_all()

    def make_boms(self):
        outer, inner = self.kits
        recipes = [
            (inner, "phantom", [self.cable, self.wine, self.tea]),
            (outer, "phantom", [inner, self.mug, self.lamp, self.desk]),
        ]
        if self.random.random() < 0.6:
            recipes.append((self.desk, "normal", [self.lamp, self.cable, self.mug]))
        for product, kind, parts in recipes:
            chosen = self.random.sample(parts, self.random.randint(1, 3))
            self.env["mrp.bom"].create(
                {
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "type": kind,
                    "product_qty": self.random.choice((1, 1, 2)),
                    "bom_line_ids": [(0, 0, self.make_part(part)) for part in chosen],
                }
            )

    def make_part(self, part):
        units = [self.env.ref(f"uom.product_uom_{name}") for name in ("unit", "unit", "dozen")]
        unit = part.uom_id if part == self.tea else self.random.choice(units)
        return {
            "product_id": part.id,
            "product_qty": self.random.choice((1, 1, 2, 3)),
            "product_uom_id": unit.id,
        }

    def make_stores(self):
        random = self.random
        for store in self.stores:
            houses = random.sample(list(self.warehouses), random.randrange(3))
            places = random.sample(list(self.shelves), random.choice((0, 0, 1, 2)))
            store.write(
                {
                    "warehouse_id": random.choice(self.warehouses).id,
                    "push_stock": store == self.store or random.random() < 0.7,
                    "stock_basis": random.choice(("on_hand", "available", "forecast")),
                    "stock_days": random.choice((0, 7, 30)),
                    "incoming_days": random.choice((0, 0, 7, 30)),
                    "stock_all_warehouses": random.random() < 0.2,
                    "stock_warehouse_ids": [(6, 0, [house.id for house in houses])],
                    "stock_location_ids": [(6, 0, [place.id for place in places])],
                    "stock_share": random.choice((0, 0, 0, 25, 50, 80, 100)),
                    "stock_buffer": random.choice((0, 0, 1, 3)),
                    "stock_maximum": random.choice((0, 0, 0, 5, 20)),
                    "stock_manufacturable": random.random() < 0.4,
                    "count_statuses": ", ".join(random.sample(STATUSES, random.randint(1, 4))),
                }
            )

    def make_listings(self):
        random = self.random
        products = list(self.plain | self.kits)
        for store in self.stores:
            for product in random.sample(products, 3):
                others = random.sample(products, random.choice((0, 0, 1, 2)))
                packaging = self.choose_packaging([product, *others])
                self.env["amazon.listing"].create(
                    {
                        "store_id": store.id,
                        "seller_sku": product.default_code,
                        "product_id": product.id,
                        "uom_id": packaging.id,
                        "fulfillment_channel": "DEFAULT",
                        "share": random.choice((0, 0, 0, 30, 60, 100)),
                        "buffer": random.choice((0, 0, 2)),
                        "maximum": random.choice((0, 0, 8)),
                        "has_own_limits": random.random() < 0.2,
                        "pool_ids": [
                            (0, 0, {"product_id": other.id, "sequence": number})
                            for number, other in enumerate(others)
                            if other != product
                        ],
                    }
                )

    def choose_packaging(self, products):
        """Now and then something else than single units, by which all of them can be counted."""
        fit = self.packagings.filtered(
            lambda unit: all(unit._has_common_reference(each.uom_id) for each in products)
        )
        return self.random.choice((fit.browse(), fit.browse(), *fit))

    def make_stock(self):
        random = self.random
        for _ in range(random.randint(2, 10)):
            product = random.choice(self.plain)
            self.env["stock.quant"]._update_available_quantity(
                product,
                random.choice(self.shelves | self.warehouses.lot_stock_id),
                random.choice((0.5, 2.75)) if product == self.tea else random.randint(1, 40),
                lot_id=random.choice(self.lots) if product == self.wine else None,
            )

    def make_move(self):
        random = self.random
        inside = list(self.shelves | self.warehouses.lot_stock_id)
        outside = [
            self.env.ref(f"stock.stock_location_{name}") for name in ("customers", "suppliers")
        ]
        source, dest = random.sample(inside + outside * 3, 2)
        if source == dest:
            return
        product = random.choice(self.plain)
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": random.randint(1, 15),
                "location_id": source.id,
                "location_dest_id": dest.id,
                "date": fields.Datetime.now() + timedelta(days=random.choice((-4, 3, 20, 50))),
            }
        )
        move._action_confirm(merge=False)
        if random.random() < 0.5 and source in inside:
            move._action_assign()
        if random.random() < 0.15:
            move.procure_method = "make_to_order"
            if source in inside and random.random() < 0.7:
                supply = move.copy({"location_id": outside[1].id, "location_dest_id": source.id})
                supply.move_dest_ids = move
                supply._action_confirm(merge=False)

    def make_order(self):
        random = self.random
        store = random.choice(self.stores)
        product = random.choice(self.plain | self.kits)
        order = self.env["amazon.order"].create(
            {
                "account_id": self.account.id,
                "store_id": store.id,
                "amazon_ref": f"{random.randrange(10**9)}",
                "status": random.choice(STATUSES),
                "fulfilled_by": random.choice(("MERCHANT", "MERCHANT", "AMAZON")),
                "state": random.choice(("held", "done", "ignored", "failed", "received")),
                "dismissed_by_id": self.env.uid if random.random() < 0.1 else False,
                "warehouse_id": random.choice((False, *self.warehouses.ids)),
                "payload": "not readable",
                "purchase_date": fields.Datetime.now(),
            }
        )
        item = self.make_item(order, product)
        becomes = random.choice(("nothing", "nothing", "quotation", "sale", "cancelled", "hold"))
        if becomes == "hold":
            self.hold(order, item.quantity_ordered)
        elif becomes != "nothing":
            self.sell(order, item, product, item.quantity_ordered, becomes)

    def make_item(self, order, product):
        is_linked = self.random.random() < 0.7
        return self.env["amazon.order.item"].create(
            {
                "order_id": order.id,
                "amazon_ref": "1",
                "seller_sku": product.default_code,
                "product_id": product.id if is_linked else False,
                "uom_id": self.choose_packaging([product]).id if is_linked else False,
                "quantity_ordered": self.random.randint(1, 12),
                "quantity_fulfilled": self.random.choice((0, 0, 1)),
            }
        )

    def hold(self, order, quantity):
        order.warehouse_id = order.warehouse_id or self.warehouse
        product = self.random.choice(self.plain)
        picking = self.env["stock.picking"].create(order._prepare_hold_vals({product: quantity}))
        picking.action_confirm()
        if self.random.random() < 0.5:
            picking.action_assign()

    def sell(self, order, item, product, quantity, becomes):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env.ref("base.partner_admin").id,
                "amazon_store_id": order.store_id.id,
                "warehouse_id": self.random.choice(self.warehouses).id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom_id": (item.uom_id or product.uom_id).id,
                            "amazon_order_id": order.id,
                            "amazon_item_id": item.id,
                        },
                    )
                ],
            }
        )
        order.sale_order_id = sale
        if becomes == "sale":
            sale.action_confirm()
            if self.random.random() < 0.5:
                sale.picking_ids.do_unreserve()
        elif becomes == "cancelled":
            sale._action_cancel()
