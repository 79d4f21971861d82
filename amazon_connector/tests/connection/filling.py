"""One record of each model of the addon, made as people and Amazon make them."""

from ..common import AmazonCommon
from ..settlements.common import report, row, sale


class Filling(AmazonCommon):
    def fill_every_model(self):
        """dict name → one record of each model of the addon that holds records."""
        self.store.write({"push_stock": True, "product_unknown_id": self.mug.id})
        self.store._raise_trouble("day_not_closed:S1", sale="S1", reason="")
        document = self.fill_orders()
        self.store.action_push_stock()
        self.env["amazon.operation"].search([], limit=1)._info("Seen", self.store)
        self.env["amazon.signal"]._leave(self.store)
        self.env["amazon.setup.link"]._create_for(self.account, "owner@example.com")
        self.fill_maps()
        self.fill_products()
        self.fill_fulfillments()
        self.fill_stock()
        rule = self.fill_settlements()
        self.fill_privacy(document)
        self.fill_refunds()
        self.fill_payouts()
        self.fill_rehearsal()
        records = {
            name: self.env[name].search([], limit=1)
            for name, model in self.env.registry.items()
            if name.startswith("amazon.") and not model._abstract and not model._transient
        }
        # The rules that ship are shared, and nobody's to change.
        records["amazon.settlement.rule"] = rule
        self.assertFalse([name for name, record in records.items() if not record])
        return records

    def fill_orders(self):
        """:return: an order that is to be cancelled; another one is shipped"""
        for shipped in (True, False):
            ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
            self.sync_orders()
            document = self.document(ref)
            if shipped:
                self.ship(document.sale_order_id)
        self.env["amazon.cancellation"]._create_for(document, "NoInventory")
        return document

    def fill_privacy(self, document):
        """Somebody has looked at what Amazon sent, and buyers were forgotten."""
        admin = self.env.ref("base.user_admin")
        self.env["amazon.disclosure"].with_user(admin)._note(document, "opened")
        self.env["amazon.erasure"].create({"company_id": self.company.id, "order_count": 1})

    def fill_stock(self):
        """A further product of a listing, and units in Amazon's warehouses."""
        listing = self.env["amazon.listing"].search([("store_id", "=", self.store.id)], limit=1)
        self.env["amazon.listing.product"].create(
            {"listing_id": listing.id, "product_id": self.mug.id}
        )
        self.amazon.add_listing("MUG-FBA", channel="AMAZON", quantity=1)
        self.store.fba_stock_mode = "report"
        self.store.action_sync_fba_stock()

    def fill_products(self):
        """A brand, and what an update from Amazon has written over."""
        self.env["amazon.brand"].create({"name": "Potter"})
        update = self.env["amazon.product.update"].create({"store_id": self.store.id})
        update._replace_picture(self.mug, False)

    def fill_fulfillments(self):
        """A delivery of the own shop that Amazon has shipped, and that comes back."""
        self.amazon.add_listing("LAMP", channel="AMAZON", quantity=5)
        self.env["amazon.listing"].create(
            {
                "store_id": self.store.id,
                "seller_sku": "LAMP",
                "fulfillment_channel": "AMAZON_NA",
                "product_id": self.lamp.id,
            }
        )
        warehouse = self.store.fba_warehouse_id
        warehouse.amazon_multi_channel = True
        sale = self.sell_in_own_shop(warehouse)
        sale.action_confirm()
        document = sale.picking_ids.amazon_fulfillment_id
        document.action_push()
        self.amazon.ship_fulfillment(document.amazon_ref)
        document.action_push()
        action = document.action_return()
        dialog = self.env["amazon.fulfillment.return.ask"].browse(action["res_id"])
        dialog.line_ids.write({"quantity": 1, "reason_id": dialog.reason_ids[0].id})
        dialog.action_confirm()

    def sell_in_own_shop(self, warehouse):
        country = self.env.ref("base.us").id
        address = {"street": "1 Main St", "city": "Seattle", "country_id": country}
        buyer = self.env["res.partner"].create({"name": "Ann", "zip": "98103"} | address)
        return self.env["sale.order"].create(
            {
                "partner_id": buyer.id,
                "warehouse_id": warehouse.id,
                "order_line": [(0, 0, {"product_id": self.lamp.id})],
            }
        )

    def fill_rehearsal(self):
        """A store that is not live yet, and how an order of yesterday would be booked in it."""
        store = self.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "CA"
        )
        self.env["amazon.listing"].create(
            {
                "store_id": store.id,
                "seller_sku": "CUP",
                "product_id": self.mug.id,
                "fulfillment_channel": "DEFAULT",
            }
        )
        self.amazon.place_order(sku="NEW", marketplace="CA", created_minutes_ago=24 * 60)
        store.action_rehearse()
        takeover = self.env["amazon.takeover"].create(
            {"account_id": self.account.id, "store_ids": store.ids}
        )
        buyer = self.env["res.partner"].create({"name": "Buyer of the old connector"})
        ref = "MKT-123-1234567-1234567"
        self.env["sale.order"].create({"partner_id": buyer.id, "origin": ref})
        takeover.action_start()
        takeover.action_compare()

    def fill_maps(self):
        load = self.env["amazon.order.load"].create({"account_id": self.account.id, "kind": "ids"})
        load.line_ids = [(0, 0, {"amazon_ref": "123-1234567-1234567"})]
        tax = self.env["account.tax"].search([("company_id", "=", self.company.id)], limit=1)
        for name, vals in {
            "amazon.tax.map": {"kind": "default", "tax_id": tax.id},
            "amazon.routing.rule": {"name": "All", "warehouse_id": self.warehouse.id},
            "amazon.shipping.map": {"service_level": "Expedited"},
            "amazon.carrier.map": {"carrier_id": self.carrier("Slow Mail").id},
        }.items():
            self.env[name].create({"store_id": self.store.id, **vals})

    def fill_refunds(self):
        """A refund with its amounts, and units that came back."""
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.amazon.ship_and_bill(ref)
        self.amazon.refund(ref)
        self.account.action_sync_refunds()
        self.store.fbm_returns = "ready"
        self.amazon.return_units(ref)
        self.account.action_sync_returns()
        self.store.import_fba = True
        self.amazon.reimburse("MUG", "8.15")
        self.account.action_sync_reimbursements()

    def fill_payouts(self):
        """What Amazon expects to pay and holds back, and a month that is to be closed."""
        self.amazon.ship_and_bill(self.amazon.place_order(sku="MUG"), deferred="DD7")
        self.account.action_sync_payouts()
        self.env["amazon.accrual"]._get_or_create(self.store, "2026-06-01")
        close = self.env["amazon.close"].create({"store_id": self.store.id, "month": "2026-06-01"})
        close._check()

    def fill_settlements(self):
        """A settlement with an unmapped row and a difference; returns a rule of the account's."""
        text = report([row("ServiceFee", "Brand New Fee", "Base fee", "-1.00"), sale(order_id="X")])
        settlements = self.env["amazon.settlement"]
        settlements.create_from_file(self.account, "june.txt", text.encode()).action_process()
        sold = self.env["amazon.settlement.line"].search([("kind_id.code", "=", "sale")])
        sold.booking = "payment"
        kind = self.env["amazon.fee.kind"].search([], limit=1)
        own = {"account_id": self.account.id, "amount_type": "Mine", "kind_id": kind.id}
        return self.env["amazon.settlement.rule"].create(own)
