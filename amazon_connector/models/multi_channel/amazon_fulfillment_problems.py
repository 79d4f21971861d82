"""What has to be there before Amazon is asked to ship; what is missing is told, with a remedy."""

from odoo import models


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    def _find_problems(self):
        """What keeps Amazon from being asked. A hook: add what your goods need.

        :return: dict kind of trouble (``address``, ``unlisted``, ``held``) → sentence
        """
        picking = self._get_open_picking()
        mapper = self.env["amazon.fulfillment.mapper"]
        problems = {}
        if held := self._find_hold(picking):
            problems["held"] = held
        if wrong := mapper._find_wrong_fields(picking):
            problems["address"] = self.env._(
                "Missing or too long in the address: %s.", ", ".join(wrong)
            )
        if unlisted := mapper._find_unlisted(self.store_id, picking):
            problems["unlisted"] = self.env._(
                "No FBA listing of: %s.", ", ".join(unlisted.mapped("display_name"))
            )
        return problems

    def _find_hold(self, picking):
        """:return: sentence on a setting or the delivery itself, or "" """
        store, quantities = self.store_id, picking._get_amazon_multi_channel_quantities()
        if not picking._get_amazon_multi_channel_store():
            return self.env._("Multi-channel fulfillment is switched off for the warehouse.")
        if not store.active or store.state != "live":
            return self.env._("Store %s is not live.", store.display_name)
        mapper = self.env["amazon.fulfillment.mapper"]
        if not quantities:
            return self.env._("Amazon ships whole pieces, at least one.")
        if split := mapper._find_split(store, picking):
            return mapper._explain_split(split)
        if self._is_paid_on_delivery(picking):
            return self.env._("Amazon collects no money on delivery.")
        return ""

    def _is_paid_on_delivery(self, picking):
        """Whether the recipient pays the carrier. A hook, for payment methods of your own."""
        providers = picking.sale_id.transaction_ids.filtered(
            lambda payment: payment.state not in ("cancel", "error")
        ).provider_id
        return "custom_mode" in providers._fields and any(
            provider.custom_mode == "cash_on_delivery" for provider in providers
        )

    def _get_problem_arguments(self, key):
        """:return: dict of what the trouble's sentence names beside the document"""
        picking = self._get_open_picking()
        mapper = self.env["amazon.fulfillment.mapper"]
        if key == "address":
            return {"fields": mapper._find_wrong_fields(picking)}
        if key == "unlisted":
            products = mapper._find_unlisted(self.store_id, picking)
            return {"products": products.mapped("display_name")}
        return {}
