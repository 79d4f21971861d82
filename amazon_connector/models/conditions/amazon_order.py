"""Troubleshoot an order: is it imported, and why not?"""

from odoo import models
from odoo.tools import LazyTranslate

from ...spapi.errors import UnreadablePayload
from .condition import Condition

_lt = LazyTranslate(__name__)

# What is asked of a new order (``_get_wanted_checks``), in words.
WANTED = {
    "marketplace": _lt("Its marketplace is known"),
    "store": _lt("The account has a store on its marketplace"),
    "archived": _lt("The store is not archived"),
    "live": _lt("The store is live"),
    "switched_off": _lt("Orders are imported"),
    "no_sale": _lt("It is a sale of Amazon's"),
    "too_old": _lt("It was placed after Import Orders Since"),
    "fba": _lt("Orders that Amazon ships are imported, or you ship it"),
    "cancelled": _lt("It was not cancelled before it was imported"),
    "empty": _lt("It has an item with a quantity"),
    "no_status": _lt("Amazon tells its status"),
    "unmapped": _lt("Orders of its status are imported"),
}
OF_ACCOUNT = ("marketplace", "store")
OF_AMAZON = ("no_sale", "cancelled", "empty", "no_status")


class AmazonOrder(models.Model):
    _name = "amazon.order"
    _inherit = ["amazon.order", "amazon.condition.mixin"]

    def _get_conditions(self):
        job = self.env["amazon.schedule"]._find_job("amazon.order", self.account_id)
        return [
            *super()._get_conditions(),
            *self._get_payload_conditions(),
            *job._get_job_conditions(),
        ]

    def _get_payload_conditions(self):
        name = self.env._("What Amazon says of it can be read")
        reload = {"remedy": "action_reload", "remedy_text": self.env._("Reload from Amazon")}
        try:
            order = self._parse()[self]
        except UnreadablePayload as error:
            covers = ("document_failed",)
            return [Condition(name, is_met=False, reason=str(error), covers=covers, **reload)]
        conditions = [Condition(name, is_met=True), *self._get_wanted_conditions(order)]
        if all(condition.is_met for condition in conditions):
            conditions.append(self._get_turn_condition())
            if conditions[-1].is_met:
                conditions += self._get_sale_conditions(order)
        return [*conditions, *self._get_person_conditions(), *self._get_shipment_conditions()]

    def _get_wanted_conditions(self, order):
        """What the store wants; what is imported is wanted.

        :return: list of ``Condition``
        """
        checks = {} if self.sale_order_id else self._get_wanted_checks(order)
        reasons = {key: self._word_unwanted(key) for key, holds in checks.items() if not holds}
        return [
            Condition(
                name=self.env._(WANTED[key]),
                is_met=holds,
                reason=reasons.get(key, ""),
                **self._get_wanted_remedy(key),
            )
            for key, holds in checks.items()
        ]

    def _get_wanted_remedy(self, key):
        if key in OF_ACCOUNT:
            return {
                "remedy": "action_open_form",
                "remedy_text": self.env._("Open Account"),
                "record": self.account_id,
            }
        if key in OF_AMAZON:
            return {"remedy": "action_reload", "remedy_text": self.env._("Reload from Amazon")}
        return self.store_id._open()

    def _get_turn_condition(self):
        """What nobody has processed as things are now cannot be judged any further."""
        return Condition(
            name=self.env._("It has been processed"),
            is_met=self.state not in ("received", "ignored") or bool(self.dismissed_by_id),
            reason=self.env._("It waits for its turn, or was left out before settings changed."),
            remedy="action_retry",
            remedy_text=self.env._("Try Again"),
        )

    def _get_sale_conditions(self, order):
        """What has to be there before the sales order is made, as processing asks for it.

        :return: list of ``Condition``
        """
        return [*self._get_goods_conditions(), *self._get_money_conditions(order)]

    def _get_goods_conditions(self):
        missing_product = self._get_missing_product_reason()
        is_known = self._is_channel_known()
        return [
            Condition(
                name=self.env._("It is known who ships it"),
                is_met=is_known,
                reason="" if is_known else self._get_unknown_channel_reason(),
                covers=("document_failed",),
                **self._open_order(),
            ),
            Condition(
                name=self.env._("Its listings are linked to products"),
                is_met=not missing_product,
                reason=missing_product,
                remedy="action_link_listings",
                remedy_text=self.env._("Link Listing"),
            ),
            Condition(
                name=self.env._("Its warehouse is there"),
                is_met=not self._is_homeless(),
                reason=self._get_homeless_reason(),
                remedy="action_open_store",
                remedy_text=self.env._("Open Store"),
            ),
        ]

    def _get_money_conditions(self, order):
        unclear_money = self._get_unclear_money_reason(order)
        taxes = self._get_unmapped_taxes(order)
        address = self._needs_address() and self._get_missing_address_reason(order)
        return [
            Condition(
                name=self.env._("Its money is clear"),
                is_met=not unclear_money,
                reason=unclear_money,
                **self._open_order(),
            ),
            Condition(
                name=self.env._("Its taxes are mapped"),
                is_met=not taxes,
                reason=self._get_unmapped_reason(taxes),
                remedy="action_open_taxes",
                remedy_text=self.env._("Open Taxes"),
            ),
            Condition(
                name=self.env._("Its delivery address is complete"),
                is_met=not address,
                reason=address or "",
                **self._open_order(),
            ),
        ]

    def _open_order(self):
        return {"remedy": "action_open_form", "remedy_text": self.env._("Open Order")}

    def _get_person_conditions(self):
        """What a person decides, and what failed.

        :return: list of ``Condition``
        """
        is_twice = self.state == "held" and self.hold_key == "sale:"
        try_again = {"remedy": "action_retry", "remedy_text": self.env._("Try Again")}
        return [
            Condition(
                name=self.env._("No other sales order bears its number"),
                is_met=not is_twice,
                reason=self.reason or "",
                remedy="action_view_existing_sales",
                remedy_text=self.env._("Open Sales Order"),
                opens="sale.order",
            ),
            Condition(
                name=self.env._("Nobody has ignored it"),
                is_met=not self.dismissed_by_id,
                reason=self.env._("Ignored by %(user)s.", user=self.dismissed_by_id.name),
                **try_again,
            ),
            Condition(
                name=self.env._("Nothing unexpected has happened"),
                is_met=self.state != "failed" or not self._is_channel_known(),
                reason=self.reason or "",
                covers=("document_failed",),
                **try_again,
            ),
        ]

    def _get_shipment_conditions(self):
        """:return: list of ``Condition``: what waits of its shipments"""
        return [
            Condition(
                name=self.env._("Shipment %(name)s is told to Amazon", name=shipment.display_name),
                is_met=shipment.state in ("sent", "confirmed") and not shipment.waits_for,
                reason=shipment.waits_for or self.env._("It is sent with the next run."),
                remedy="action_troubleshoot",
                remedy_text=self.env._("Troubleshoot"),
                record=shipment,
            )
            for shipment in self.shipment_ids
        ]
