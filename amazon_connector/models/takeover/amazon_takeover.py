"""Taking over from another connector: its sales orders are found, watched, and adopted (H8).

First both run side by side: the other one imports, this one reads and lists daily what differs.
Then, at a moment, they switch: what was placed before is the other connector's, and what it has
made is adopted with its deliveries and invoices; what is placed from then on is ours.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# An order of this age is shipped, or will never be.
REACH_DAYS = 30
# What orders of before the switch wait for during the grace.
WAITING = "takeover:"


class AmazonTakeover(models.Model):
    _name = "amazon.takeover"
    _description = "Amazon Take-over"
    _inherit = ["amazon.sync.mixin", "amazon.paging.mixin"]
    _order = "id desc"
    _check_company_auto = True
    _sync_minutes = 24 * 60
    _sync_name = _lt("Take-over")

    account_id = fields.Many2one(
        "amazon.account",
        string="Amazon Account",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    store_ids = fields.Many2many(
        "amazon.store",
        required=True,
        domain="[('account_id', '=', account_id)]",
        help="They stay in Setup until the switch: nothing is imported or pushed.",
    )
    date_from = fields.Datetime(
        string="Orders Since",
        required=True,
        default=lambda self: fields.Datetime.now() - timedelta(days=REACH_DAYS),
        help="Orders placed since then are compared, and adopted at the switch. Go back as far as "
        "orders may still be shipped, returned or paid.",
    )
    switch_at = fields.Datetime(
        help="Orders placed before this moment are the other connector's: they are adopted, never "
        "imported twice. Orders placed from then on are imported here. Switch the other connector "
        "off at this moment.",
    )
    grace_hours = fields.Float(
        string="Grace (hours)",
        default=1.0,
        help="For so long after the switch, orders placed before it may still come from the other "
        "connector. What is missing then is imported, or left to you.",
    )
    missing = fields.Selection(
        [("import", "Import them"), ("leave", "List them for me")],
        string="Not in Odoo After the Switch",
        required=True,
        default="import",
        help="What happens to orders placed before the switch that no sales order stands for.",
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("beside", "Side by Side"),
            ("switched", "Switched"),
            ("done", "Finished"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    scheme_ids = fields.One2many("amazon.takeover.scheme", "takeover_id", string="Names")
    difference_ids = fields.One2many(
        "amazon.takeover.difference", "takeover_id", string="Differences", readonly=True
    )
    missing_count = fields.Integer(compute="_compute_difference_count")
    difference_count = fields.Integer(
        string="Open Differences", compute="_compute_difference_count"
    )
    adopted_count = fields.Integer(string="Adopted Orders", compute="_compute_adopted_count")
    pass_from = fields.Datetime(
        readonly=True, copy=False, help="Begin of the comparison under way; empty between two."
    )
    compared_at = fields.Datetime(string="Last Compared", readonly=True, copy=False)
    compared_count = fields.Integer(
        string="Orders Compared", readonly=True, copy=False, help="By the last comparison."
    )

    @api.depends("difference_ids.kind")
    def _compute_difference_count(self):
        for takeover in self:
            differences = takeover.difference_ids
            takeover.difference_count = len(differences)
            takeover.missing_count = len(differences.filtered(lambda one: one.kind == "missing"))

    def _compute_adopted_count(self):
        groups = self.env["amazon.order"]._read_group(
            [("store_id", "in", self.store_ids.ids), ("is_taken_over", "=", True)],
            ["store_id"],
            ["__count"],
        )
        counts = dict(groups)
        for takeover in self:
            takeover.adopted_count = sum(counts.get(store, 0) for store in takeover.store_ids)

    @api.depends("account_id")
    def _compute_display_name(self):
        for takeover in self:
            takeover.display_name = self.env._(
                "Take-over of %s", takeover.account_id.display_name or ""
            )

    @api.constrains("store_ids", "account_id")
    def _check_stores(self):
        for takeover in self:
            if takeover.store_ids.account_id - takeover.account_id:
                raise ValidationError(self.env._("Choose stores of the account."))
            others = self.search([("store_ids", "in", takeover.store_ids.ids)]) - takeover
            if others:
                raise ValidationError(self.env._("One of these stores has a take-over already."))

    @api.constrains("grace_hours")
    def _check_grace_hours(self):
        if any(takeover.grace_hours < 0 for takeover in self):
            raise ValidationError(self.env._("The grace is 0 hours or more."))

    @api.onchange("account_id")
    def _onchange_account_id(self):
        self.store_ids = self.account_id.store_ids.filtered(lambda store: store.state == "draft")

    def write(self, vals):
        moved = {"switch_at", "date_from", "store_ids", "account_id"} & set(vals)
        if moved and any(takeover.state in ("switched", "done") for takeover in self):
            raise UserError(
                self.env._("The switch is over: its moment and stores stay as they are.")
            )
        result = super().write(vals)
        if "switch_at" in vals:
            self.sudo().filtered(lambda takeover: takeover.state == "beside")._run_soon()
        if {"grace_hours", "missing"} & set(vals):
            self.env["amazon.order"]._retry_held(
                [("store_id", "in", self.store_ids.ids), ("hold_key", "=", WAITING)]
            )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_switched(self):
        """By its moment and its names orders are told apart, for as long as Amazon has news."""
        if any(takeover.state in ("switched", "done") for takeover in self):
            raise UserError(
                self.env._("A take-over that has switched stays: without it, orders come in twice.")
            )

    # Buttons

    def action_find_schemes(self):
        """Recognize how the other connector names its sales orders."""
        self.check_access("write")
        for takeover in self.sudo():
            takeover.scheme_ids._recognize(takeover)

    def action_start(self):
        """Compare from now on, once a day, read-only."""
        self.check_access("write")
        for takeover in self.sudo():
            if not takeover.scheme_ids:
                takeover.scheme_ids._recognize(takeover)
            takeover.store_ids._check_may_go_live()
            if takeover.state == "draft":
                takeover.state = "beside"
            takeover._run_soon()

    def action_compare(self):
        """Compare now.

        :return: client action: a notification with the outcome
        """
        self.ensure_one()
        self.check_access("write")
        takeover = self.sudo()
        takeover.compared_at = False
        return (
            self.env["amazon.schedule"]
            ._run_now(self._name, takeover.account_id)
            ._get_notification()
        )

    def action_switch_now(self):
        """Switch at this moment."""
        self.check_access("write")
        for takeover in self.filtered(lambda takeover: takeover.state in ("draft", "beside")):
            takeover.action_start()
            takeover.switch_at = fields.Datetime.now()
            takeover.sudo()._switch()

    def action_finish(self):
        """Compare no more; what was adopted stays so."""
        self.check_access("write")
        self.sudo().filtered(lambda takeover: takeover.state == "switched").state = "done"

    def action_import_missing(self):
        """Import all orders that no sales order stands for.

        :return: client action: a notification with the outcome
        """
        self.ensure_one()
        missing = self.difference_ids.filtered(lambda one: one.kind == "missing")
        return missing.action_follow()

    def action_view_adopted(self):
        """The Amazon orders that stand for sales orders of the other connector.

        :return: window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_order_action"
        )
        domain = [("store_id", "in", self.store_ids.ids), ("is_taken_over", "=", True)]
        return dict(action, domain=domain, context={})

    # What orders ask

    @api.model
    def _find_switched(self, stores):
        """:return: dict ``amazon.store`` → its ``amazon.takeover`` that has switched"""
        found = self.sudo().search(
            [("store_ids", "in", stores.ids), ("state", "in", ("switched", "done"))]
        )
        return {store: takeover for takeover in found for store in takeover.store_ids}

    def _get_grace_end(self):
        """:return: until when the other connector may still bring orders of before the switch"""
        return self.switch_at + timedelta(hours=self.grace_hours)
