"""One difference between an order at Amazon and what Odoo has of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..words.label import label_of


class AmazonTakeoverDifference(models.Model):
    _name = "amazon.takeover.difference"
    _description = "Amazon Take-over Difference"
    _order = "takeover_id, kind, purchase_date desc, id"
    _rec_name = "amazon_ref"

    takeover_id = fields.Many2one(
        "amazon.takeover", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="takeover_id.company_id", store=True)
    store_id = fields.Many2one("amazon.store", readonly=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("missing", "Missing in Odoo"),
            ("twice", "Several sales orders"),
            ("cancelled", "Cancelled at Amazon, open in Odoo"),
            ("not_shipped", "Shipped at Amazon, not in Odoo"),
            ("total", "Total differs"),
        ],
        string="Difference",
        required=True,
        readonly=True,
    )
    amazon_ref = fields.Char(string="Amazon Id", required=True, readonly=True)
    order_id = fields.Many2one("amazon.order", readonly=True, ondelete="set null")
    sale_order_id = fields.Many2one("sale.order", readonly=True, ondelete="set null")
    sale_names = fields.Char(string="Sales Orders", readonly=True)
    purchase_date = fields.Datetime(readonly=True)
    status = fields.Char(string="Status Code", readonly=True)
    status_label = label_of("status", string="Amazon Status")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_amazon = fields.Monetary(string="Amazon Total", readonly=True)
    amount_odoo = fields.Monetary(string="Odoo Total", readonly=True)
    may_follow = fields.Boolean(compute="_compute_may_follow", export_string_translation=False)

    _difference_unique = models.UniqueIndex(
        "(takeover_id, amazon_ref, kind)", "This difference is in the list already."
    )

    @api.depends("kind", "takeover_id.state")
    def _compute_may_follow(self):
        for difference in self:
            is_ours = difference.takeover_id.state in ("switched", "done")
            difference.may_follow = is_ours and difference.kind in (
                "missing",
                "cancelled",
                "not_shipped",
            )

    @api.model
    def _follow(self, takeover, refs, found):
        """Keep the differences of some orders as they are now.

        :param takeover: ``amazon.takeover``
        :param refs: Amazon's ids of the orders that were compared
        :param found: dict (Amazon's id, kind) → value dict
        """
        known = self.search([("takeover_id", "=", takeover.id), ("amazon_ref", "in", list(refs))])
        known.filtered(lambda one: (one.amazon_ref, one.kind) not in found).unlink()
        kept = {(one.amazon_ref, one.kind): one for one in known.exists()}
        for key, vals in found.items():
            if key in kept:
                kept[key].write(vals)
        self.create(
            [dict(vals, takeover_id=takeover.id) for key, vals in found.items() if key not in kept]
        )

    def action_follow(self):
        """Import what is missing; deliver or cancel in Odoo what Amazon shows so.

        :return: client action: a notification with the outcome
        :raises UserError: while the other connector is in charge
        """
        self.takeover_id.check_access("write")
        due = self.sudo().filtered("may_follow")
        if not due:
            raise UserError(
                self.env._("Before the switch the other connector is in charge: mend it there.")
            )
        operations = self.env["amazon.operation"]
        for account, differences in due.grouped(lambda one: one.takeover_id.account_id).items():
            operations |= differences._follow_amazon(account)
        return operations._get_notification()

    def _follow_amazon(self, account):
        """:return: the ``amazon.operation`` of doing in Odoo what Amazon shows of these orders"""
        orders = self.env["amazon.order"]
        domain = [("account_id", "=", account.id), ("amazon_ref", "in", self.mapped("amazon_ref"))]
        known = orders.search(domain)
        unknown = set(self.mapped("amazon_ref")) - set(known.mapped("amazon_ref"))
        operations = self.env["amazon.operation"]
        if unknown:
            operations |= orders._load(account, sorted(unknown))
        documents = orders.search(domain)
        documents._request(by_name=True)
        operations |= documents.action_process()
        left = self.filtered(lambda one: one.kind == "not_shipped").mapped("amazon_ref")
        documents.filtered(lambda document: document.amazon_ref in left)._deliver_as_shipped()
        return operations

    def action_view_sales(self):
        """The sales orders that bear the number.

        :return: window action
        """
        self.ensure_one()
        found = self.env["amazon.order"]._find_existing_sales([self.amazon_ref], self.company_id)
        sales = found.get(self.amazon_ref, self.sale_order_id)
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        return dict(action, domain=[("id", "in", sales.ids)], context={})
