"""Another connector, as its sales orders show it: its own names, products, prices, deliveries."""

from odoo.fields import Command

from ..common import AmazonCommon

# Two that nobody told us of: where Amazon's number stands, and what stands around it.
SCHEMES = (("client_order_ref", "Shop/{ref}/US"), ("origin", "MKT-{ref}"))


class ForeignCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.account.store_ids.write({"state": "draft", "import_from": False})

    def place(self, count, minutes_ago, shipped=0, **wish):
        """Orders of one mug each; the first of them shipped. Returns Amazon's ids."""
        refs = [
            self.amazon.place_order(
                sku="MUG", unit_price="9.99", created_minutes_ago=minutes_ago, **wish
            )
            for _number in range(count)
        ]
        for ref in refs[:shipped]:
            self.amazon.ship_order(ref, carrier="UPS", tracking="1Z42")
        return refs

    def import_elsewhere(self, refs, scheme, deliver=(), **line):
        """What the other connector makes of orders: confirmed sales orders, some delivered.

        :param scheme: pair of field and text in which ``{ref}`` stands for Amazon's number
        """
        field, text = scheme
        partner = self.env["res.partner"].create({"name": "Buyers of the old connector"})
        goods = {"product_id": self.mug.id, "product_uom_qty": 1, "price_unit": 9.99, **line}
        sales = self.env["sale.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "warehouse_id": self.warehouse.id,
                    field: text.format(ref=ref),
                    "order_line": [Command.create(goods)],
                }
                for ref in refs
            ]
        )
        sales.action_confirm()
        left = sales.filtered(lambda sale: any(ref in sale[field] for ref in deliver))
        left.picking_ids.move_ids.picked = True
        left.picking_ids._action_done()
        return sales

    def start(self, **vals):
        """Begin to run side by side, and compare for the first time."""
        takeover = self.env["amazon.takeover"].create(
            {
                "account_id": self.account.id,
                "store_ids": self.store.ids,
                "grace_hours": 0,
                **vals,
            }
        )
        takeover.action_start()
        takeover.action_compare()
        return takeover

    def run_job(self):
        """The lane comes by."""
        return self.env["amazon.schedule"]._run_now("amazon.takeover", self.account)

    def writes(self):
        """Calls with which anything at Amazon was changed, as the simulator has counted them."""
        return [
            call
            for call in self.amazon.requests()
            if call["method"] != "GET" and call["operation"] != "token"
        ]

    def doubled(self, refs):
        """Amazon's ids for which there are several sales orders, or none."""
        found = self.env["amazon.order"]._find_existing_sales(refs, self.company)
        return [ref for ref in refs if len(found.get(ref, ())) != 1]
