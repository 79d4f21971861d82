"""What Amazon's shipping services are in Odoo: one delivery method for each."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...mapping.shipping_services import normalise_service


class AmazonShippingMap(models.Model):
    _name = "amazon.shipping.map"
    _description = "Amazon Shipping Service Mapping"
    _order = "store_id, id"
    _rec_name = "service_level"
    _copy_key = ("service_level",)
    _check_company_auto = True

    store_id = fields.Many2one("amazon.store", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="store_id.company_id", store=True)
    service_level = fields.Char(
        string="Amazon's Service",
        required=True,
        help="As Amazon names it, for example SecondDay. Capitals, spaces and underscores do not "
        "matter. A service that is not in the list sets no delivery method.",
    )
    carrier_id = fields.Many2one(
        "delivery.carrier",
        string="Delivery Method",
        ondelete="restrict",
        check_company=True,
        help="Set on the sales orders and deliveries of this service. Empty: none is set.",
    )
    may_buy_labels = fields.Boolean(
        help="Allow a delivery method that orders and pays a label as soon as the delivery is "
        "validated. Without it such a method is refused, so that no label is bought by accident.",
    )

    @api.constrains("service_level", "store_id")
    def _check_service_level(self):
        for line in self:
            same = line.store_id.shipping_map_ids.filtered(
                lambda other, line=line: (
                    normalise_service(other.service_level) == normalise_service(line.service_level)
                )
            )
            if len(same) > 1:
                raise ValidationError(
                    self.env._("Service %s is in the list twice.", line.service_level)
                )

    @api.constrains("carrier_id", "may_buy_labels")
    def _check_carrier_id(self):
        for line in self:
            if line.carrier_id._buys_labels() and not line.may_buy_labels:
                raise ValidationError(
                    self.env._(
                        "%(carrier)s buys a label when a delivery is validated. Tick "
                        "“May Buy Labels” for %(service)s if you want that, or set the "
                        "delivery method to “Get Rate” only.",
                        carrier=line.carrier_id.name,
                        service=line.service_level,
                    )
                )

    def _get_carrier(self, service_level):
        """The delivery method of one of Amazon's services.

        :return: ``delivery.carrier``, empty when none is mapped, or when it has begun to buy
            labels since it was chosen
        """
        wanted = normalise_service(service_level)
        for line in self:
            if normalise_service(line.service_level) == wanted:
                buys = line.carrier_id._buys_labels() and not line.may_buy_labels
                return self.env["delivery.carrier"] if buys else line.carrier_id
        return self.env["delivery.carrier"]
