"""What Amazon made of a confirmed shipment: read back, compared, and asked for when missing."""

from datetime import timedelta

from odoo import api, fields, models

from ...mapping.amazon_shipment_mapper import clean_tracking
from ...spapi.words import SHIPPED


class AmazonShipment(models.Model):
    _inherit = "amazon.shipment"

    def _read_back(self, orders):
        """Compare with the packages that Amazon shows for the order, and confirm.

        :param orders: dict ``amazon.order`` → ``spapi.orders.Order``
        """
        open_ones = self.filtered(lambda shipment: shipment.state != "confirmed")
        for shipment in self:
            packages = {
                package.reference: package for package in orders[shipment.order_id].packages
            }
            package = packages.get(shipment.package_ref)
            if not package:
                shipment._close_if_shipped_otherwise(orders[shipment.order_id])
                continue
            shipment.write(
                {
                    "amazon_carrier": package.carrier,
                    "amazon_tracking_ref": package.tracking_number,
                    "amazon_status": package.detailed_status or package.status,
                    "difference": "\n".join(shipment._get_differences(package)) or False,
                }
            )
            shipment._find_again()
            told = clean_tracking(shipment.tracking_ref)
            if shipment.state in ("sent", "failed") and package.tracking_number == told:
                shipment._mark_confirmed()
                shipment._close_refusals()
        open_ones.filtered(lambda shipment: shipment.state == "confirmed")._tell_confirmed()

    def _close_if_shipped_otherwise(self, order):
        """Amazon refused the confirmation, and the order is shipped all the same: by hand.

        Nothing is left to be done; what Amazon was not told stays to be read.

        :param order: ``spapi.orders.Order``
        """
        if self.state == "failed" and order.status == SHIPPED:
            reason = self.reason
            self._mark_confirmed()
            self._close_refusals()
            self.difference = self.env._(
                "The order was confirmed otherwise, for example in Seller Central. Amazon had "
                "refused this confirmation: %s",
                reason,
            )

    def _get_differences(self, package):
        """What Amazon shows otherwise than it was told.

        :param package: ``spapi.orders.Package``
        :return: list of sentences, empty when all is as sent
        """
        told = {
            self.env._("Carrier"): (self.sent_carrier or package.carrier, package.carrier),
            self.env._("Tracking number"): (
                clean_tracking(self.tracking_ref),
                package.tracking_number,
            ),
        }
        shown = {content.item_id: content.quantity for content in package.items}
        if shown:
            for line in self.line_ids:
                pieces = shown.pop(line.item_id.amazon_ref, 0)
                told[line.item_id.seller_sku] = (line.quantity, pieces)
        told.update({item_id: (0, quantity) for item_id, quantity in shown.items()})
        return [
            self.env._(
                "%(what)s: told %(ours)s, Amazon shows %(theirs)s.",
                what=what,
                ours=ours or "-",
                theirs=theirs or "-",
            )
            for what, (ours, theirs) in told.items()
            if str(ours or "").casefold() != str(theirs or "").casefold()
        ]

    def _find_again(self):
        """Amazon shows what it did not show: nobody has to look any more."""
        if self.is_missing:
            self.is_missing = False
            self._close_troubles("not_shown")

    @api.model
    def _tell_missing(self, account):
        """Call a person once for accepted shipments that Amazon does not show for too long.

        :param account: ``amazon.account``
        """
        now = fields.Datetime.now()
        for store in account.store_ids.filtered("shipment_patience"):
            missing = self.search(
                [
                    ("store_id", "=", store.id),
                    ("state", "=", "sent"),
                    ("is_missing", "=", False),
                    ("amazon_status", "=", False),
                    ("sent_at", "<", now - timedelta(hours=store.shipment_patience)),
                ]
            )
            for shipment in missing:
                shipment.is_missing = True
                shipment._raise_trouble("not_shown", shipment=shipment.display_name)
