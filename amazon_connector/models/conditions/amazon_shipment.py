"""Troubleshoot a shipment: is Amazon told of it, and why not?"""

from odoo import models

from ...spapi.words import CANCELLED
from .condition import Condition


class AmazonShipment(models.Model):
    _name = "amazon.shipment"
    _inherit = ["amazon.shipment", "amazon.condition.mixin"]

    def _get_conditions(self):
        job = self.env["amazon.schedule"]._find_job("amazon.shipment", self.account_id)
        return [
            *super()._get_conditions(),
            *self._get_ready_conditions(),
            *self._get_answer_conditions(),
            *job._get_job_conditions(),
        ]

    def _get_ready_conditions(self):
        """What has to be there before it is sent.

        :return: list of ``Condition``
        """
        return [
            Condition(
                name=self.env._("The order is not cancelled at Amazon"),
                is_met=self.order_id.status != CANCELLED,
                reason=self.env._("Amazon takes no shipment of a cancelled order."),
                remedy="action_view_order",
                remedy_text=self.env._("Open Order"),
            ),
            Condition(
                name=self.env._("Amazon expects what the parcel holds"),
                is_met=bool(self.line_ids),
                reason=self.env._("It was cancelled, or confirmed otherwise."),
                remedy="action_reload_order",
                remedy_text=self.env._("Reload Order"),
            ),
            *self._get_release_conditions(),
        ]

    def _get_release_conditions(self):
        return [
            Condition(
                name=self.env._("Shipments are confirmed at Amazon"),
                is_met=self.store_id.push_shipments,
                reason=self.env._("Switch the confirmation of shipments on."),
                remedy="action_open_carriers",
                remedy_text=self.env._("Open Shipping"),
                record=self.store_id,
            ),
            Condition(
                name=self.env._("It has a tracking number"),
                is_met=not self._is_untracked(),
                reason=self.env._("Waits for a tracking number on the delivery."),
                remedy="action_view_picking",
                remedy_text=self.env._("Open Delivery"),
                opens="stock.picking",
                covers=("not_sent",),
            ),
            Condition(
                name=self.env._("It may be sent"),
                is_met=self.is_released or self.state != "pending",
                reason=self.env._("Waits for Update Dispatched Orders."),
                remedy="action_update_dispatched",
                remedy_text=self.env._("Update Dispatched Orders"),
                covers=("not_sent",),
            ),
        ]

    def _get_answer_conditions(self):
        """What Amazon makes of it.

        :return: list of ``Condition``
        """
        refusal = self._get_trouble_kinds()[self._get_refusal_key(self.reason or "")]
        return [
            Condition(
                name=self.env._("Amazon takes it"),
                is_met=self.state != "failed" or not self.line_ids,
                reason=self.reason or "",
                remedy="action_troubleshoot_refusal",
                remedy_text=self.env._(refusal.action_text),
                covers=("refused", "refused_carrier"),
            ),
            Condition(
                name=self.env._("Amazon shows it"),
                is_met=not self.is_missing,
                reason=self.env._("Amazon does not show the package."),
                remedy="action_reload_order",
                remedy_text=self.env._("Reload Order"),
                covers=("not_shown",),
            ),
            Condition(
                name=self.env._("Amazon shows it as it was told"),
                is_met=not self.difference,
                reason=self.difference or "",
                remedy="action_view_order",
                remedy_text=self.env._("Open Order"),
            ),
        ]

    def action_troubleshoot_refusal(self):
        """What helps against Amazon's refusal: map the carrier, or send it again.

        :return: action, or None
        """
        self.ensure_one()
        kind = self._get_trouble_kinds()[self._get_refusal_key(self.reason or "")]
        return getattr(self, kind.action)()
