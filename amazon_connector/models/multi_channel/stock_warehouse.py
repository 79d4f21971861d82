"""Warehouses of Amazon's whose goods are sold elsewhere too: settings, each off or plain."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# How fast Amazon ships, from the slowest.
SPEEDS = [
    ("STANDARD", "Standard"),
    ("EXPEDITED", "Expedited"),
    ("PRIORITY", "Priority"),
]


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    amazon_multi_channel = fields.Boolean(
        string="Multi-Channel Fulfillment",
        copy=False,
        help="Let Amazon ship the deliveries of this warehouse that belong to no Amazon order: "
        "sales of your own shop or of other channels. Amazon charges a fee for each.",
    )
    amazon_multi_channel_by = fields.Selection(
        [("cron", "Automatically"), ("button", "By the button Send to Amazon")],
        string="Sent",
        required=True,
        default="cron",
        help="Automatically: each delivery is sent to Amazon within minutes of being confirmed. By "
        "the button: somebody looks at cost and speed first and presses Send to Amazon on it. "
        "Deliveries that exist already are sent by the button alone.",
    )
    amazon_multi_channel_store_id = fields.Many2one(
        "amazon.store",
        string="Amazon Store",
        compute="_compute_amazon_multi_channel_store_id",
        store=True,
        readonly=False,
        copy=False,
        check_company=True,
        index="btree_not_null",
        help="The goods leave from this store's country, under the seller SKUs of its FBA "
        "listings; those of the account's other stores are used where it has none.",
    )
    amazon_multi_channel_speed = fields.Selection(
        SPEEDS,
        string="Shipping Speed",
        required=True,
        default="STANDARD",
        help="Usual speed; Send to Amazon offers all that Amazon has. Priority exists in Canada, "
        "India and Mexico.",
    )
    amazon_multi_channel_policy = fields.Selection(
        [
            ("FILL_ALL_AVAILABLE", "Ship what is there; the rest comes back as a backorder"),
            ("FILL_ALL", "Ship what is there; Amazon waits for the rest"),
            ("FILL_OR_KILL", "All or nothing"),
        ],
        string="If Goods Are Missing",
        required=True,
        default="FILL_ALL_AVAILABLE",
        help="What Amazon does when it has not all that a delivery needs.",
    )
    amazon_multi_channel_blank_box = fields.Boolean(
        string="Blank Box", help="Ask Amazon for packaging without its name."
    )
    amazon_multi_channel_block_amazon = fields.Boolean(
        string="Not by Amazon Logistics",
        help="Ask Amazon to hand parcels to other carriers. Amazon charges more for it, and in "
        "some countries refuses it.",
    )
    amazon_multi_channel_notify = fields.Boolean(
        string="Amazon Writes to Recipients",
        help="Give Amazon the recipient's e-mail address, so that it sends its own notices. Off: "
        "only you write to your customers.",
    )

    @api.depends("amazon_multi_channel")
    def _compute_amazon_multi_channel_store_id(self):
        for warehouse in self:
            store = warehouse.amazon_multi_channel_store_id
            if warehouse.amazon_multi_channel and not store:
                store = warehouse._find_amazon_stores()[:1]
            warehouse.amazon_multi_channel_store_id = store

    @api.constrains("amazon_multi_channel", "amazon_multi_channel_store_id")
    def _check_amazon_multi_channel(self):
        for warehouse in self.filtered("amazon_multi_channel"):
            store = warehouse.sudo().amazon_multi_channel_store_id
            if not store or store not in warehouse._find_amazon_stores():
                raise ValidationError(
                    self.env._(
                        "Multi-channel fulfillment is for a warehouse that stands for your goods "
                        "at Amazon: set %s as FBA warehouse of a store first, and choose a store "
                        "of that account.",
                        warehouse.name,
                    )
                )

    def _find_amazon_stores(self):
        """:return: ``amazon.store`` of the account whose goods at Amazon this warehouse is, those
        that are live first, as superuser
        """
        self.ensure_one()
        Store = self.env["amazon.store"].sudo()
        own = Store.search([("fba_warehouse_id", "=", self.id)])
        accounts = own.account_id | self.sudo().amazon_account_id
        stores = Store.search([("account_id", "in", accounts.ids)])
        return stores.sorted(lambda store: (store.state != "live", store not in own, store.id))
