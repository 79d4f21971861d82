"""A store's shipping: from where, by which carrier, and how far deliveries go by themselves."""

from odoo import fields, models

from ...mapping.shipping_services import USUAL_SERVICES, normalise_service


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    routing_rule_ids = fields.One2many(
        "amazon.routing.rule",
        "store_id",
        string="Routing",
        help="Choose the warehouse by country, state, shipping service and free stock. The first "
        "rule that fits an order decides; where none fits, the store's warehouse delivers.",
    )
    shipping_map_ids = fields.One2many(
        "amazon.shipping.map",
        "store_id",
        string="Shipping Services",
        help="The delivery method of an order by the shipping service that the buyer chose. A "
        "service that is not in the list, or has no method, leaves the sales order without one.",
    )
    fallback_carrier_id = fields.Many2one(
        "delivery.carrier",
        string="Otherwise",
        check_company=True,
        help="Delivery method of orders that were shipped elsewhere by a carrier that Amazon does "
        "not name, or that none of yours stands for. Empty: the delivery keeps its own.",
    )
    dispatch_mode = fields.Selection(
        [
            ("manual", "Leave to the picker"),
            ("reserve", "Reserve the goods"),
            ("ship", "Reserve and validate when complete"),
        ],
        string="After Import",
        required=True,
        default="manual",
        help="What happens to the delivery of an order that you ship (FBM), once it is imported. "
        "Leave to the picker: Odoo's operation type decides about reserving. Reserve the goods: "
        "stock is reserved at once. Reserve and validate when complete: where everything is in "
        "stock, all steps (pick, pack, ship) are done automatically; where something lacks, the "
        "delivery stays ready or waiting. Deliveries whose method buys labels are always left to "
        "a person.",
    )
    assign_lots = fields.Boolean(
        string="Assign Lots and Serials",
        help="Deliveries with lots or serial numbers are validated automatically too, with the "
        "numbers that the removal strategy picks: the oldest first, as Odoo is set by default. "
        "Off: such deliveries are left to a person.",
    )
    follow_shipped_outside = fields.Boolean(
        string="Follow Shipments Made Elsewhere",
        default=True,
        help="When an order was shipped without Odoo (label bought at Amazon, ShipStation, …), "
        "its open delivery is done in Odoo with Amazon's carrier and tracking number; a partial "
        "shipment leaves a backorder. Amazon is told nothing. Off: the delivery stays open.",
    )

    def action_suggest_shipping(self):
        """Add Amazon's usual services and those that the store's orders had, with like-named
        delivery methods where there are any."""
        for store in self:
            known = {normalise_service(line.service_level) for line in store.shipping_map_ids}
            seen = self.env["amazon.order"]._read_group(
                [("store_id", "=", store.id), ("service_level", "!=", False)], ["service_level"]
            )
            carriers = store._get_carriers_by_name()
            wanted = {
                normalise_service(name): name
                for name in (*(name for (name,) in seen), *USUAL_SERVICES)
            }
            self.env["amazon.shipping.map"].create(
                [
                    {"store_id": store.id, "service_level": name, "carrier_id": carriers.get(key)}
                    for key, name in wanted.items()
                    if key not in known
                ]
            )

    def _get_carriers_by_name(self):
        """:return: dict normalised name → id of a delivery method that buys no labels"""
        # Whoever sets up a store needs no rights in sales or stock.
        Carrier = self.env["delivery.carrier"].sudo()
        carriers = Carrier.search(Carrier._check_company_domain(self.company_id))
        return {
            normalise_service(carrier.name): carrier.id
            for carrier in carriers
            if not carrier._buys_labels()
        }

    def _find_carrier(self, name):
        """The delivery method that stands for a carrier of Amazon's: mapped, by name, else any.

        :param name: carrier as Amazon writes it, for example ``UPS``; may be empty
        :return: ``delivery.carrier``, empty when the store names none for the rest either
        """
        wanted = normalise_service(name)
        if not wanted:
            return self.fallback_carrier_id
        mapped = self.carrier_map_ids.filtered(
            lambda line: normalise_service(line.amazon_carrier_id.code) == wanted
        ).carrier_id[:1]
        named = self._get_carriers_by_name().get(wanted)
        return mapped or self.fallback_carrier_id.browse(named) or self.fallback_carrier_id
