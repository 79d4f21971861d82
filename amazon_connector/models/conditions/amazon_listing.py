"""Troubleshoot a listing: is its quantity told to Amazon, and why not?"""

from odoo import models

from .condition import Condition


class AmazonListing(models.Model):
    _name = "amazon.listing"
    _inherit = ["amazon.listing", "amazon.condition.mixin"]

    def _get_conditions(self):
        jobs = self.env["amazon.schedule"]
        for name in ("amazon.listing", "amazon.submission"):
            jobs |= jobs._find_job(name, self.account_id, self.store_id)
        return [
            *super()._get_conditions(),
            *self._get_offer_conditions(),
            *self._get_answer_conditions(),
            *jobs._get_job_conditions(),
        ]

    def _get_offer_conditions(self):
        """What has to hold for the quantity to be told, as the job that pushes asks for it.

        :return: list of ``Condition``
        """
        store, parts = self.store_id, self.env["amazon.submission"]._get_offer_domains()
        live = store._get_state_conditions()
        return [
            *self._get_channel_conditions(parts["channel"]),
            *self._get_product_conditions(parts["stocked"]),
            Condition(
                name=self.env._("Amazon lists it"),
                is_met=bool(self.filtered_domain(parts["listed"])),
                reason=self.env._("Amazon's reports no longer have this SKU."),
                **self._open_amazon(),
            ),
            store._get_push_switch_condition(),
            *live,
            Condition(
                name=self.env._("A warehouse is offered"),
                is_met=any(root.active for root in store._get_stock_roots()),
                reason=self.env._("The store names no warehouse or location whose stock counts."),
                **store._open(),
            ),
        ]

    def _get_product_conditions(self, domain):
        return [
            Condition(
                name=self.env._("It is linked to a product"),
                is_met=bool(self.product_id),
                reason=self.env._("It is linked to no product: choose one to offer its stock."),
                **self._open(),
            ),
            Condition(
                name=self.env._("Its product has a stock"),
                is_met=not self.product_id or bool(self.filtered_domain(domain)),
                reason=self.env._("Only goods whose stock is tracked have a quantity to tell."),
                remedy="action_open_product",
                remedy_text=self.env._("Open Product"),
            ),
        ]

    def _get_channel_conditions(self, domain):
        is_own = bool(self.filtered_domain(domain))
        return [
            Condition(
                name=self.env._("You ship it yourself"),
                is_met=is_own or not self.is_fba,
                reason=self.env._("Amazon ships this listing (FBA): no quantity is pushed."),
                **self._open_amazon(),
            ),
            Condition(
                name=self.env._("Amazon says who ships it"),
                is_met=is_own or self.is_fba,
                reason=self.env._(
                    "Amazon's report does not say who ships it: no quantity is pushed."
                ),
                **self._open(),
            ),
        ]

    def _get_answer_conditions(self):
        """What Amazon makes of what it is told.

        :return: list of ``Condition``
        """
        return [
            *self._get_quantity_conditions(),
            Condition(
                name=self.env._("The offer is active at Amazon"),
                is_met=self.listing_state != "not_listed",
                reason=self.env._("Amazon shows it as inactive or incomplete."),
                **self._open_amazon(),
            ),
            Condition(
                name=self.env._("It still sells the product that it was linked to"),
                is_met=self.link_state != "broken",
                reason=self.broken_reason or "",
                **self._open(),
            ),
        ]

    def _get_quantity_conditions(self):
        unkept = self.store_id._find_unkept_lead_times()
        return [
            Condition(
                name=self.env._("Amazon takes the quantity"),
                is_met=not self.push_error,
                reason=self.push_error or "",
                **self._open(),
            ),
            Condition(
                name=self.env._("Amazon shows the quantity that it was told"),
                is_met=not self._filter_drifted(),
                reason=self.env._("Look whether another program writes quantities too."),
                **self._open_amazon(),
            ),
            Condition(
                name=self.env._("Amazon keeps the lead time"),
                is_met=self not in unkept,
                reason=self.env._("Amazon sets its own handling time."),
                **self._open_amazon(),
            ),
        ]

    def _open(self):
        return {"remedy": "action_open_form", "remedy_text": self.env._("Open Listing")}

    def _open_amazon(self):
        return {
            "remedy": "action_open_seller_central",
            "remedy_text": self.env._("Open Seller Central"),
            "record": self.store_id,
        }

    def action_open_form(self):
        """The listing's form.

        :return: window action
        """
        return self.get_formview_action()

    def action_open_product(self):
        """The form of its product.

        :return: window action
        """
        return self.product_id.get_formview_action()
