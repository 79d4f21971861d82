"""Troubleshoot a store: do orders come in, quantities and shipments go out?"""

from odoo import models

from ..following.amazon_listing import PUSHING
from .condition import Condition

JOBS_OF_ACCOUNT = ("amazon.order", "amazon.shipment")
JOBS_OF_STORE = ("amazon.listing", "amazon.submission")


class AmazonStore(models.Model):
    _name = "amazon.store"
    _inherit = ["amazon.store", "amazon.condition.mixin"]

    def _get_conditions(self):
        return [
            *super()._get_conditions(),
            *self._get_state_conditions(),
            *self._get_import_conditions(),
            *self._get_push_conditions(),
            *self._get_job_rows()._get_job_conditions(),
        ]

    def _get_job_rows(self):
        """:return: the ``amazon.schedule`` rows of the jobs that serve this store"""
        jobs = self.env["amazon.schedule"]
        for name in JOBS_OF_ACCOUNT:
            jobs |= jobs._find_job(name, self.account_id)
        for name in JOBS_OF_STORE:
            jobs |= jobs._find_job(name, self.account_id, self)
        return jobs

    def _open(self):
        """:return: remedy of a ``Condition``: the store's form"""
        return {
            "remedy": "action_open_store",
            "remedy_text": self.env._("Open Store"),
            "record": self,
        }

    def _get_state_conditions(self):
        return [
            Condition(
                name=self.env._("The store is not archived"),
                is_met=self.active,
                reason=self.env._("Unarchive it, then press Go Live."),
                **self._open(),
            ),
            Condition(
                name=self.env._("The store is live"),
                is_met=self.state == "live",
                reason=self.env._("Nothing is imported or pushed before you press Go Live."),
                **self._open(),
            ),
        ]

    def _get_import_conditions(self):
        wanted = self.status_map_ids.filtered(lambda line: line.target != "none")
        return [
            Condition(
                name=self.env._("Orders are imported"),
                is_met=self.import_orders,
                reason=self.env._("Switch Import Orders on."),
                **self._open(),
            ),
            Condition(
                name=self.env._("Some status of Amazon's becomes an order"),
                is_met=bool(wanted),
                reason=self.env._("Choose in Statuses what orders become."),
                **self._open(),
            ),
            Condition(
                name=self.env._("The warehouse of the orders is there"),
                is_met=self.warehouse_id.active,
                reason=self.env._("It is archived or missing: choose another one."),
                covers=("held_warehouse",),
                **self._open(),
            ),
            *self._get_tax_conditions(),
        ]

    def _get_tax_conditions(self):
        return [
            Condition(
                name=self.env._("Prices that include tax have a tax"),
                is_met=not self._names_no_tax(),
                reason=self.env._("Press Suggest, or choose the tax of this store."),
                remedy="action_open_taxes",
                remedy_text=self.env._("Open Taxes"),
                record=self,
            ),
        ]

    def _get_push_conditions(self):
        """Of listings, quantities and shipments."""
        return [
            Condition(
                name=self.env._("The listings are loaded"),
                is_met=bool(self.listing_count),
                reason=self.env._("Amazon's listings are not in Odoo yet."),
                remedy="action_sync_listings",
                remedy_text=self.env._("Load Listings"),
                record=self,
                changes="amazon.listing",
            ),
            Condition(
                name=self.env._("All listings are linked to products"),
                is_met=not self.unlinked_count,
                reason=self.env._("Not linked: %(count)s.", count=self.unlinked_count),
                remedy="action_link_listings",
                remedy_text=self.env._("Link Listings"),
                record=self,
                changes="amazon.listing",
            ),
            self._get_push_switch_condition(),
            Condition(
                name=self.env._("Shipments are confirmed at Amazon"),
                is_met=self.push_shipments,
                reason=self.env._("Switch the confirmation of shipments on."),
                remedy="action_open_carriers",
                remedy_text=self.env._("Open Shipping"),
                record=self,
            ),
        ]

    def _get_push_switch_condition(self):
        ((switch, operator, value),) = [leaf for leaf in PUSHING if leaf[0] != "state"]
        return Condition(
            name=self.env._("Quantities are pushed"),
            is_met=bool(self.filtered_domain([(switch, operator, value)])),
            reason=self.env._(
                "Pushing quantities is switched off for %(store)s.", store=self.display_name
            ),
            **self._open(),
        )

    def action_open_seller_central(self):
        """Seller Central of the store's marketplace.

        :return: action that opens it in another tab
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": self.marketplace_id.seller_central_url,
            "target": "new",
        }
