"""Whose issues they are: who is responsible for the account, today and not when they began."""

from odoo import api, models
from odoo.fields import Domain

from .quietly import lock_quietly

# Whoever is none of these opens nothing of Amazon's.
MEMBERS = "amazon_connector.group_user,amazon_connector.group_accountant"


class AmazonTrouble(models.Model):
    _inherit = "amazon.trouble"

    @api.model
    def _get_responsible(self, account, leavers=()):
        """Who is told: the account's responsible, or whoever administers Amazon in its company.

        Nobody is told of what he may not open: who was responsible may do other work by now.

        :param leavers: ``res.users`` who are about to be archived
        :return: ``res.users``, one who is active
        """
        managers = self.env.ref("amazon_connector.group_manager").sudo().all_user_ids
        candidates = (account.user_id | managers.sorted("id")).filtered(
            lambda user: (
                user.active
                and user not in leavers
                and account.company_id in user.company_ids
                and user.has_groups(MEMBERS)
            )
        )
        return candidates[:1] or self.env.ref("base.user_admin")

    @api.model
    def _follow_responsibles(self, accounts):
        """Who is responsible for accounts now gets their open issues.

        What another transaction has just now follows within the hour.
        """
        for account in accounts:
            user = self._get_responsible(account)
            of_others = [("account_id", "=", account.id), ("user_id", "!=", user.id)]
            open_ones = self.search([*of_others, ("closed_at", "=", False)])
            lock_quietly(open_ones)._hand_to(user)

    @api.model
    def _hand_over(self, leavers):
        """What these people were told is told somebody else, who is named on the issue too."""
        # Somebody may have handed a task on to them.
        theirs = Domain("user_id", "in", leavers.ids) | Domain(
            "activity_id.user_id", "in", leavers.ids
        )
        open_ones = self.search(theirs & Domain("closed_at", "=", False))
        for account, own in open_ones.grouped("account_id").items():
            own._hand_to(self._get_responsible(account, leavers), leavers)

    def _hand_to(self, user, leavers=()):
        """Name a person on these issues, who is told; a task that somebody was given stays theirs.

        :param leavers: ``res.users`` whose tasks stay in no case
        """
        moved = self.activity_id.browse()
        for trouble in self:
            activity = trouble.activity_id.filtered("active")
            if activity.user_id == trouble.user_id or activity.user_id in leavers:
                moved |= activity
        self.user_id = user
        # All of them at once, without an e-mail for each.
        moved.with_context(mail_activity_quick_update=True).user_id = user
        self.filtered(lambda trouble: trouble.activity_id in moved)._word_activity()
