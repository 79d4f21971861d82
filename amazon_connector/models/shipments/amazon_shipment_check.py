"""What Amazon made of a confirmed shipment: read back, compared, and asked for when missing."""

from collections import Counter
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
            order = orders[shipment.order_id]
            package = shipment._find_package(order)
            if not package:
                shipment._close_if_shipped_otherwise(order)
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
            if shipment.state in ("sent", "failed") and _is_same(told, package.tracking_number):
                shipment._mark_confirmed()
                shipment._close_refusals()
        open_ones.filtered(lambda shipment: shipment.state == "confirmed")._tell_confirmed()

    def _find_package(self, order):
        """The package at Amazon that this shipment is: the one with its number.

        Amazon does not promise to keep our number: one that is nobody's, with the tracking number
        that Amazon was told, is ours too.

        :param order: ``spapi.orders.Order``
        :return: ``spapi.orders.Package`` or None
        """
        packages = {package.reference: package for package in order.packages}
        package, told = packages.get(self.package_ref), clean_tracking(self.tracking_ref)
        if package or self.state != "sent" or not told:
            return package
        ours = set(self.order_id.shipment_ids.mapped("package_ref"))
        strangers = (packages[reference] for reference in packages.keys() - ours)
        return next((each for each in strangers if _is_same(told, each.tracking_number)), None)

    def _close_if_shipped_otherwise(self, order):
        """The order is shipped, and Amazon does not show this package.

        Where it shows none at all, the status alone confirms those that it took. Where it refused
        the confirmation, has shown others for longer than one waits, or still waits for a person's
        number or button, somebody has shipped by hand: nothing is left to be done, and what Amazon
        was not told stays to be read.

        :param order: ``spapi.orders.Order``
        """
        if order.status != SHIPPED:
            return
        if self.state == "sent" and not order.packages:
            self._mark_confirmed()
            self._find_again()
        elif (
            self.state == "failed"
            or (self.state == "sent" and self.is_missing)
            or (self._waits_for_somebody() and not self.package_ref)
        ):
            self.difference = self._explain_shipped_otherwise()
            self._mark_confirmed()
            self._find_again()
            self._close_troubles("not_sent")

    def _explain_shipped_otherwise(self):
        if self.state == "pending":
            return self.env._(
                "The order was confirmed otherwise, for example in Seller Central, before Amazon "
                "was told of this parcel."
            )
        if self.state == "sent":
            return self.env._(
                "The order was confirmed otherwise, for example in Seller Central: Amazon shows "
                "other packages."
            )
        return self.env._(
            "The order was confirmed otherwise, for example in Seller Central. Amazon had "
            "refused this confirmation: %s",
            self.reason,
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
        shown = Counter()  # Amazon may list the pieces of an item one by one.
        for content in package.items:
            shown[content.item_id] += content.quantity
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
            if not _is_same(ours, theirs)
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


def _is_same(ours, theirs):
    return str(ours or "").casefold() == str(theirs or "").casefold()
