"""A done delivery as the shipment confirmation that Amazon expects."""

from odoo import models

# Amazon's code for a carrier that is not on its list; the name is sent beside it.
OTHER = "Other"
# Carriers that Amazon knows by these codes (confirmShipment), keyed as people write them.
KNOWN_CARRIERS = {
    name.casefold(): name
    for name in (
        "UPS",
        "USPS",
        "FedEx",
        "DHL",
        "DHL Express",
        "DPD",
        "GLS",
        "Hermes",
        "Evri",
        "Royal Mail",
        "Parcelforce",
        "Yodel",
        "TNT",
        "La Poste",
        "Colissimo",
        "Chronopost",
        "Correos",
        "SEUR",
        "Poste Italiane",
        "BRT",
        "PostNL",
        "Canada Post",
        "Purolator",
        "OnTrac",
        "Yamato Transport",
        "Sagawa",
        "Japan Post",
        "Australia Post",
    )
}


class AmazonShipmentMapper(models.AbstractModel):
    _name = "amazon.shipment.mapper"
    _description = "Delivery to Amazon Shipment"

    def _get_carrier_code(self, shipment):
        """Amazon's code of the carrier of a shipment. A hook.

        :param shipment: ``amazon.shipment``
        :return: tuple (code, name): the name is for Amazon's ``Other``
        """
        name = (shipment.carrier_name or "").strip()
        code = KNOWN_CARRIERS.get(name.casefold())
        return (code, name) if code else (OTHER, name or OTHER)

    def _prepare_shipment_payload(self, shipment):
        """The body of ``confirmShipment`` for one package. A hook.

        :param shipment: ``amazon.shipment``
        :return: dict: Orders API v0, ``ConfirmShipmentRequest``
        """
        code, name = self._get_carrier_code(shipment)
        package = {
            "packageReferenceId": shipment.package_ref,
            "carrierCode": code,
            "trackingNumber": shipment.tracking_ref,
            "shipDate": shipment.shipped_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "orderItems": [
                {"orderItemId": line.item_id.amazon_ref, "quantity": line.quantity}
                for line in shipment.line_ids
            ],
        }
        if code == OTHER:
            package["carrierName"] = name
        if shipment.service_name:
            package["shippingMethod"] = shipment.service_name
        return {
            "marketplaceId": shipment.order_id.marketplace_id.code,
            "packageDetail": package,
        }
