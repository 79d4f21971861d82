"""Which of Amazon's carriers each carrier of Odoo is, per store."""

from odoo import api, fields, models


class AmazonCarrierMap(models.Model):
    _name = "amazon.carrier.map"
    _description = "Carrier Mapping"
    _order = "store_id, carrier_id, id"
    _rec_name = "carrier_id"
    _copy_key = ("carrier_id",)

    store_id = fields.Many2one("amazon.store", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    carrier_id = fields.Many2one(
        "delivery.carrier",
        string="Carrier in Odoo",
        ondelete="cascade",
        domain="[('company_id', 'in', (False, company_id))]",
        help="Empty: deliveries that carry no carrier.",
    )
    amazon_carrier_id = fields.Many2one(
        "amazon.carrier",
        string="Carrier at Amazon",
        ondelete="restrict",
        help="“Other” tells Amazon the name of the carrier in Odoo. Empty: not mapped yet; until "
        "then Amazon is told its own carrier of the same name, else Other.",
    )
    shipping_method = fields.Char(
        help="Service that Amazon shows to the buyer, for example Ground or Express. Optional.",
    )

    _carrier_unique = models.UniqueIndex(
        "(store_id, COALESCE(carrier_id, 0))", "This carrier is mapped already."
    )

    def _find_for(self, carrier):
        """The line of this store's table that holds for a carrier.

        :param carrier: ``delivery.carrier``; empty for deliveries without one
        :return: at most one ``amazon.carrier.map``
        """
        return self.filtered(lambda line: line.carrier_id == carrier)[:1]

    @api.model
    def _list(self, store, carriers):
        """Put carriers that are not in a store's table into it, not mapped yet.

        :param store: ``amazon.store``
        :param carriers: ``delivery.carrier``
        """
        missing = carriers - store.carrier_map_ids.carrier_id
        return self.create(
            [{"store_id": store.id, "carrier_id": carrier.id} for carrier in missing]
        )
