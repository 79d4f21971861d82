"""Made ready to be sent: a shipment tells what is true now, under a number that stays.

It was written down when the goods left. Until it goes out, Amazon may have cancelled a unit, the
picker may have corrected the number, someone may have mapped the carrier.
"""

from odoo import models

from ...mapping.amazon_shipment_mapper import clean_tracking
from ..sync.races import in_new_transaction


class AmazonShipment(models.Model):
    _inherit = "amazon.shipment"

    def _push_safely(self, client, operation):
        # What Amazon sees must be ours for good before it does: an interrupted message is
        # repeated under the same number. And nothing is locked while Amazon is asked.
        if in_new_transaction(self.env, self._make_ready):
            return super()._push_safely(client, operation)
        return operation._info(
            self.env._("%s: there is nothing to confirm now.", self.display_name), self
        )

    def _make_ready(self):
        """Bring the shipment up to date with delivery, order and carriers of this moment.

        :return: whether there is anything to tell
        """
        self.ensure_one()
        is_new = not self.package_ref
        if is_new:
            self.package_ref = self._choose_package_ref()
        self._follow_delivery()
        self.env["amazon.carrier.map"]._list(self.store_id, self.carrier_id)
        self._drop_unexpected(is_new)
        if not self.line_ids:
            self.write(
                {
                    "state": "failed",
                    "reason": self.env._(
                        "Amazon expects nothing any more of what this parcel holds: it was "
                        "cancelled, confirmed otherwise, or did not leave."
                    ),
                }
            )
        return bool(self.line_ids and clean_tracking(self.tracking_ref))

    def _choose_package_ref(self):
        """A number for the package that nobody has used on its order; others may count from 1.

        :return: positive number, as text
        """
        taken = self.order_id._get_taken_package_refs()
        number = self.id
        while str(number) in taken:
            number += 1
        return str(number)

    def _drop_unexpected(self, is_new):
        """Leave out pieces that Amazon has cancelled, or knows of otherwise, since they left, and
        those that did not leave: corrected on the done delivery, or back before Amazon knew.

        :param is_new: Amazon cannot have seen this parcel yet. One that went out and got no
            answer may be among the pieces that Amazon knows of.
        """
        for line in self.line_ids:
            expected = line._count_expected(is_new)
            if is_new:
                expected = min(expected, line._count_gone())
            if not expected:
                line.unlink()
            elif line.quantity > expected:
                line.quantity = expected

    def _follow_delivery(self):
        """Take over carrier and tracking number as the delivery has them now.

        A number that was taken away after it was told is no news: Amazon cannot unlearn it.

        :return: whether anything differed
        """
        if not self.picking_id:
            return False
        vals = self._prepare_tracking_vals(self.picking_id, self.package_id)
        if self.sent_at and not vals["tracking_ref"]:
            return False
        return self._write_changes(vals)

    def _write_changes(self, vals):
        """Write what differs; a row that does not change is nobody's conflict."""
        changes = {
            name: value
            for name, value in vals.items()
            if self._fields[name].convert_to_write(self[name], self) != (value or False)
        }
        if changes:
            self.write(changes)
        return bool(changes)
