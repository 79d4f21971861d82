"""Troubleshoot a settlement: is it posted, and why not?"""

from functools import partial

from odoo import models

from ..entries.amazon_settlement_checks import ORDERS
from ..entries.obstacles import Obstacle
from ..troubles.trouble_kind import kind_of
from .condition import Condition


class AmazonSettlement(models.Model):
    _name = "amazon.settlement"
    _inherit = ["amazon.settlement", "amazon.condition.mixin"]

    def _get_conditions(self):
        job = self.env["amazon.schedule"]._find_job("amazon.settlement", self.account_id)
        return [
            *super()._get_conditions(),
            *self._get_file_conditions(),
            *self._get_person_conditions(),
            *self._get_booking_conditions(),
            *job._get_job_conditions(),
        ]

    def _get_file_conditions(self):
        """Whether the file is read, whole, and of a store of ours.

        :return: list of ``Condition``
        """
        again = self._try_again()
        checks = (
            (self.env._("It belongs to a store"), self._find_obstacle_of_store),
            (self.env._("Its rows add up to Amazon's total"), self._find_obstacle_of_total),
            (self.env._("The fee map knows all its rows"), self._find_obstacle_of_rows),
        )
        found = [(name, check()) for name, check in checks] if self.is_read else []
        return [
            Condition(
                name=self.env._("Its file can be read"),
                is_met=self.is_read and self.state != "failed",
                reason=self.reason or self.env._("It is read with the next run."),
                covers=("document_failed",),
                **again,
            ),
            *(
                Condition(
                    name=name,
                    is_met=not obstacle,
                    reason=obstacle[0] if obstacle else "",
                    **self._get_remedy(obstacle),
                )
                for name, obstacle in found
            ),
        ]

    def _get_person_conditions(self):
        return [
            Condition(
                name=self.env._("Nobody has ignored it"),
                is_met=self.state != "ignored",
                reason=self.reason or "",
                **self._try_again(),
            ),
        ]

    def _try_again(self):
        return {
            "remedy": "action_retry",
            "remedy_text": self.env._("Try Again"),
            "changes": self._name,
        }

    def _get_booking_conditions(self):
        """What booking asks for before its first entry; what is booked had it all.

        :return: list of ``Condition``
        """
        if not self.is_read or not self.store_id or self.stage != "draft":
            return []
        rows = self._read_rows()
        return [
            self._try(self.env._("The store has its journal and accounts"), self._check_store),
            self._try(
                self.env._("Every kind of fee has an account"), partial(self._check_targets, rows)
            ),
            self._try(
                self.env._("Its orders are in Odoo"),
                lambda: self._check_orders(rows, self._find_modes(rows)),
            ),
            self._try(self.env._("Rates are there and periods are open"), self._check_days),
            Condition(
                name=self.env._("It needs no review"),
                is_met=self.state != "ready",
                reason=self.env._("It is complete and waits for you: press Post."),
                remedy="action_open_form",
                remedy_text=self.env._("Open Settlement"),
            ),
        ]

    def _try(self, name, check):
        """:return: ``Condition`` that holds where a check meets no obstacle"""
        try:
            check()
        except Obstacle as obstacle:
            found = (obstacle.reason, obstacle.key)
            return Condition(name, is_met=False, reason=found[0], **self._get_remedy(found))
        return Condition(name, is_met=True)

    def _get_remedy(self, obstacle):
        if obstacle and obstacle[1] == "account:store":
            return self.store_id._open()
        if obstacle and kind_of(obstacle[1]) == ORDERS:
            # The form offers it only once nothing else holds the settlement.
            return {
                "remedy": "action_load_orders",
                "remedy_text": self.env._("Load Orders"),
                "changes": self._name,
            }
        return {"remedy": "action_open_form", "remedy_text": self.env._("Open Settlement")}
