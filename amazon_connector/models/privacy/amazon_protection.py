"""What Amazon's data protection policy demands, what is done for it, and how it stands here."""

from datetime import timedelta

from odoo import api, fields, models

from .protection_points import POINTS

# Shorter passwords and longer keeping are what Amazon's policy forbids.
LEAST_PASSWORD = 12
MOST_DAYS = 30
GOOD, WEAK, YOURS = "good", "weak", "yours"


class AmazonProtection(models.TransientModel):
    _name = "amazon.protection"
    _description = "Data Protection"
    _order = "sequence"
    _rec_name = "demand"

    key = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    state = fields.Selection(
        [(GOOD, "In Place"), (WEAK, "To Do"), (YOURS, "Yours to Do")],
        required=True,
        readonly=True,
        help="Yours to do: nothing in Odoo can tell.",
    )
    finding = fields.Char(string="Here", readonly=True)
    demand = fields.Char(string="Amazon Demands", compute="_compute_words")
    answer = fields.Char(string="What the Connector Does", compute="_compute_words")

    @api.depends("key")
    @api.depends_context("lang")
    def _compute_words(self):
        words = dict(POINTS)
        for point in self:
            demand, answer = words[point.key]
            point.demand, point.answer = self.env._(demand), self.env._(answer)

    @api.model
    def action_open(self):
        """Look at everything anew and show it.

        :return: window action
        """
        self.check_access("create")
        points = self.create(
            [
                {"key": key, "sequence": number, "state": state, "finding": finding}
                for number, key in enumerate(dict(POINTS))
                for state, finding in [self.sudo()._look_at(key)]
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Amazon Demands of You"),
            "res_model": self._name,
            "view_mode": "list",
            "domain": [("id", "in", points.ids)],
        }

    @api.model
    def _look_at(self, key):
        """How it stands with one point. A hook: an extension looks at its own.

        :return: tuple (state, sentence)
        """
        looks = {
            "encryption": self._look_at_encryption,
            "transit": self._look_at_transit,
            "rotation": self._look_at_rotation,
            "retention": self._look_at_retention,
            "access": self._look_at_access,
            "passwords": self._look_at_passwords,
            "logging": self._look_at_logging,
        }
        return looks[key]() if key in looks else (YOURS, "")

    def _get_own_domain(self):
        """What is looked at as superuser is still that of the companies of who looks."""
        return [("company_id", "in", self.env.companies.ids)]

    def _get_accounts(self):
        return self.env["amazon.account"].search(self._get_own_domain())

    def _look_at_encryption(self):
        bad = self._get_accounts().filtered(
            lambda account: account.secret_state not in ("sealed", "empty")
        )
        if bad:
            names = ", ".join(bad.mapped("name"))
            return WEAK, self.env._("Not encrypted with the server's key: %s", names)
        return GOOD, self.env._("All secrets are encrypted.")

    def _look_at_transit(self):
        address = self._get_accounts()[:1].get_base_url()
        if not address.startswith("https://"):
            return WEAK, self.env._("Odoo calls itself %s, which is not https.", address)
        return GOOD, address

    def _look_at_rotation(self):
        today = fields.Date.today()
        old = self._get_accounts().filtered(
            lambda account: account.secret_expires_on and account.secret_expires_on <= today
        )
        if old:
            return WEAK, self.env._("Older than 180 days: %s", ", ".join(old.mapped("name")))
        return GOOD, ""

    def _look_at_retention(self):
        weak = self.env.companies.filtered(
            lambda company: not 0 < company.amazon_buyer_days <= MOST_DAYS
        )
        if weak:
            names = ", ".join(weak.mapped("name"))
            return WEAK, self.env._("Kept for longer than 30 days: %s", names)
        if not self.env.ref("amazon_connector.ir_cron_erasure").active:
            return WEAK, self.env._("The scheduled action that erases is switched off.")
        last = self.env["amazon.erasure"].search(self._get_own_domain(), limit=1)
        if not last:
            return GOOD, self.env._("Nothing had to be erased yet.")
        return GOOD, self.env._("Last erased on %s.", fields.Date.to_string(last.erased_at))

    def _look_at_access(self):
        users = self.env.ref("amazon_connector.group_user").all_user_ids
        people = users.filtered(
            lambda user: (
                user.active
                and user.id != self.env.ref("base.user_root").id
                and user.company_ids & self.env.companies
            )
        )
        if "totp_enabled" in people._fields:
            alone = people.filtered(lambda user: not user.totp_enabled)
            if alone:
                names = ", ".join(alone.mapped("name"))
                return WEAK, self.env._("Without two-factor authentication: %s", names)
        return GOOD, self.env._("%s people see Amazon's orders.", len(people))

    def _look_at_passwords(self):
        least = self.env["ir.config_parameter"].get_param("auth_password_policy.minlength")
        if int(least or 0) < LEAST_PASSWORD:
            return WEAK, self.env._("Passwords may be shorter than 12 characters: see Settings.")
        return GOOD, self.env._("At least %s characters.", least)

    def _look_at_logging(self):
        since = fields.Datetime.now() - timedelta(days=30)
        recent = [("seen_at", ">=", since), *self._get_own_domain()]
        seen = self.env["amazon.disclosure"].search_count(recent)
        return GOOD, self.env._("Opened or exported in the last 30 days: %s", seen)
