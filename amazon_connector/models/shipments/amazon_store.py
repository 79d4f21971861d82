"""Settings of a store: how its done deliveries are told to Amazon."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    push_shipments = fields.Boolean(
        string="Confirm Shipments",
        default=True,
        help="Tell Amazon carrier and tracking number of each done delivery (FBM).",
    )
    push_shipments_by = fields.Selection(
        [("cron", "Automatically"), ("button", "By the button Update Dispatched Orders")],
        string="Confirmed",
        required=True,
        default="cron",
        follow="_follow_push_shipments_by",
        help="Automatically: each done delivery is confirmed within minutes. By the button: done "
        "deliveries wait under Shipments until someone presses Update Dispatched Orders.",
    )
    shipment_patience = fields.Integer(
        string="Alert if Not Visible After (hours)",
        default=24,
        help="A shipment that Amazon accepted and still does not show on its order after this "
        "many hours raises a task. 0: never.",
    )
    carrier_map_ids = fields.One2many(
        "amazon.carrier.map",
        "store_id",
        string="Carriers",
        help="Which of Amazon's carriers each delivery method of Odoo is. A carrier that is not "
        "mapped goes under its own name if Amazon knows that, else as Other with its name.",
    )

    notify_buyers = fields.Boolean(
        string="Send Delivery Emails and SMS to Buyers",
        help="Let Odoo send its delivery e-mails and SMS to Amazon buyers. Amazon informs its "
        "buyers itself and restricts other messages, so this is off by default.",
    )

    @api.constrains("shipment_patience")
    def _check_shipment_patience(self):
        if any(store.shipment_patience < 0 for store in self):
            raise ValidationError(self.env._("Hours cannot be less than 0."))

    def _follow_push_shipments_by(self):
        """Nobody presses the button any more: what waited for it goes by itself."""
        alone = self.filtered(lambda store: store.push_shipments_by == "cron")
        self.env["amazon.shipment"]._find_waiting(alone)._release()

    # Entry points

    def action_push_shipments(self):
        """Confirm now what these stores' done deliveries have waiting (Update Dispatched Orders).

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("read")
        return self.env["amazon.shipment"]._push_waiting(self, self.account_id)

    # Carrier mapping

    def _drop_unmapped_carriers(self, source):
        """Carriers that are listed and not mapped give way to how the other store maps them."""
        mapped = source.carrier_map_ids.filtered("amazon_carrier_id").carrier_id
        self.carrier_map_ids.filtered(
            lambda row: not row.amazon_carrier_id and row.carrier_id in mapped
        ).unlink()

    def action_load_carriers(self):
        """List every carrier that the store's company ships with; Amazon's come with the addon."""
        for store in self:
            # Whoever sets up a store needs no rights in sales or stock.
            Carrier = self.env["delivery.carrier"].sudo()
            carriers = Carrier.search([("company_id", "in", (False, store.company_id.id))])
            self.env["amazon.carrier.map"]._list(store, carriers)

    def action_suggest_carriers(self):
        """Map carriers that are not mapped yet to Amazon's carrier of the same name."""
        for line in self.carrier_map_ids.filtered(lambda line: not line.amazon_carrier_id):
            name = line.carrier_id.sudo().name
            line.amazon_carrier_id = self.env["amazon.carrier"]._suggest(name)
