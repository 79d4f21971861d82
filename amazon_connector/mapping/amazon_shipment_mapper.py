"""A done delivery as the shipment confirmation that Amazon expects."""

import unicodedata
from typing import Literal

from odoo import fields, models

# Amazon's code for a carrier that is not on its list; the name is sent beside it.
OTHER = "Other"


def clean_tracking(text: str | Literal[False] | None) -> str:
    """A tracking number without the blanks, line breaks and invisible signs of a scan or a paste.

    :return: "" where nothing is left
    """
    return "".join(char for char in text or "" if unicodedata.category(char)[0] not in "CZ")


class AmazonShipmentMapper(models.AbstractModel):
    _name = "amazon.shipment.mapper"
    _description = "Delivery to Amazon Shipment"

    def _get_carrier_code(self, shipment):
        """Amazon's code of the carrier of a shipment. A hook.

        By the store's carrier map; a carrier that is not mapped goes under its own name if
        Amazon knows that, else as *Other*.

        :param shipment: ``amazon.shipment``
        :return: tuple (code, name): the name is for Amazon's ``Other``
        """
        name = (shipment.carrier_name or "").strip()
        carrier = self._find_map_line(shipment).amazon_carrier_id or self.env[
            "amazon.carrier"
        ]._find_by_name(name)
        return carrier.code or OTHER, name or OTHER

    def _find_map_line(self, shipment):
        """:return: the ``amazon.carrier.map`` that holds for a shipment, or an empty one"""
        return shipment.store_id.carrier_map_ids._find_for(shipment.carrier_id)

    def _get_ship_date(self, shipment):
        """When the parcel left. Amazon takes no time in the future or before the purchase."""
        moments = (shipment.shipped_at, fields.Datetime.now())
        return max(min(moments), shipment.order_id.purchase_date or min(moments))

    def _prepare_shipment_payload(self, shipment):
        """The body of ``confirmShipment`` for one package. A hook.

        :param shipment: ``amazon.shipment``
        :return: dict: Orders API v0, ``ConfirmShipmentRequest``
        """
        code, name = self._get_carrier_code(shipment)
        package = {
            "packageReferenceId": shipment.package_ref,
            "carrierCode": code,
            "trackingNumber": clean_tracking(shipment.tracking_ref),
            "shipDate": self._get_ship_date(shipment).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "orderItems": [
                {"orderItemId": line.item_id.amazon_ref, "quantity": line.quantity}
                for line in shipment.line_ids
            ],
        }
        if code == OTHER:
            package["carrierName"] = name
        method = shipment.service_name or self._find_map_line(shipment).shipping_method
        if method:
            package["shippingMethod"] = method
        return {
            "marketplaceId": shipment.order_id.marketplace_id.code,
            "packageDetail": package,
        }
