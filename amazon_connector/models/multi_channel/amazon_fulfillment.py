"""Outbox of fulfillments: a delivery of another channel that Amazon ships from its own stock."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...spapi.fulfillments.values import DEAD_STATUSES
from ..sync.try_each import try_steps
from ..words.label import label_of

_lt = LazyTranslate(__name__)

# How often Amazon is asked while something is on its way; otherwise nothing is to be asked.
LOOK_EVERY = timedelta(minutes=10)


class AmazonFulfillment(models.Model):
    _name = "amazon.fulfillment"
    _description = "Amazon Fulfillment"
    _inherit = ["amazon.outbox.mixin", "amazon.entry.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "amazon_ref"
    _sync_minutes = 120
    _sync_name = _lt("Fulfillments")
    _sync_words = {
        "processed": (_lt("1 fulfillment with news"), _lt("%(count)s fulfillments with news")),
        "sent": (_lt("1 fulfillment requested"), _lt("%(count)s fulfillments requested")),
    }

    state = fields.Selection(
        selection_add=[("cancelled", "Cancelled")],
        ondelete={"cancelled": "cascade"},
        help="To send: Amazon does not know of it yet. Sent: Amazon ships it. Confirmed: Amazon "
        "has shipped all that it will. Refused: a person has to look. Cancelled: nothing more "
        "leaves.",
    )
    amazon_ref = fields.Char(
        string="Number at Amazon",
        required=True,
        readonly=True,
        copy=False,
        help="Our number of it, chosen before Amazon is asked for the first time, so that a "
        "message that is repeated never makes a second one.",
    )
    store_id = fields.Many2one(
        "amazon.store",
        required=True,
        ondelete="restrict",
        index=True,
        readonly=True,
        help="Whose listings name the goods, and from whose country they leave.",
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        ondelete="set null",
        index="btree_not_null",
        readonly=True,
    )
    # Looked for by those too who have no rights on deliveries.
    picking_name = fields.Char(
        related="picking_id.name", string="Delivery's Number", export_string_translation=False
    )
    partner_id = fields.Many2one(related="picking_id.partner_id", string="Recipient")
    picking_ids = fields.One2many(
        "stock.picking", "amazon_fulfillment_id", string="Deliveries", readonly=True
    )
    speed = fields.Char(
        string="Speed Code",
        required=True,
        readonly=True,
        help="How fast Amazon ships, in its own word: STANDARD, EXPEDITED or the like.",
    )
    speed_label = label_of("speed", string="Speed", help="How fast Amazon ships.")
    estimated_fee = fields.Monetary(
        readonly=True, help="What Amazon estimated when somebody asked for a preview."
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    line_ids = fields.One2many(
        "amazon.fulfillment.line", "fulfillment_id", string="Contents", readonly=True
    )
    parcel_ids = fields.One2many(
        "amazon.fulfillment.parcel", "fulfillment_id", string="Packages", readonly=True
    )
    amazon_status = fields.Char(string="Status Code", readonly=True, copy=False)
    amazon_status_label = label_of("amazon_status", string="Status at Amazon")
    amazon_updated_at = fields.Datetime(string="Changed at Amazon", readonly=True, copy=False)
    attempts = fields.Integer(
        readonly=True, copy=False, help="How often Amazon was asked to ship it."
    )
    started_at = fields.Datetime(
        readonly=True, copy=False, help="When Amazon was asked for the first time."
    )
    read_at = fields.Datetime(
        string="Heard of", readonly=True, copy=False, help="When Amazon last told of it."
    )
    send_after = fields.Datetime(
        readonly=True,
        copy=False,
        help="Amazon ships at once, so that a delivery that is planned for later waits until then. "
        "One that lacks something is looked at again then.",
    )
    is_urgent = fields.Boolean(
        readonly=True,
        copy=False,
        help="A person sends it, whatever day the delivery is planned for.",
    )
    is_cancel_wanted = fields.Boolean(string="To Be Cancelled", readonly=True, copy=False)
    cancel_sent_at = fields.Datetime(string="Cancellation Sent", readonly=True, copy=False)
    # When Amazon was last asked for it by number, or stumbled over its cancellation.
    tried_at = fields.Datetime(readonly=True, copy=False, export_string_translation=False)

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "A fulfillment has this number already."
    )
    _picking_unique = models.UniqueIndex(
        "(picking_id) WHERE state IN ('pending', 'sent')",
        "Amazon is asked to ship this delivery already.",
    )

    @api.model
    def _get_entry_points(self):
        return (*super()._get_entry_points(), "action_push", "action_cancel")

    # The job

    def _sync(self, schedule, operation):
        """Send what waits, take back what was cancelled, follow what Amazon has done."""
        account = schedule.account_id
        if not self.search_count(self._get_open_domain(account), limit=1):
            return
        with operation._counting(account._get_client()) as client:
            try_steps(
                partial(self._push_pending, schedule, client, operation),
                partial(self._push_cancellations, schedule, client, operation),
                partial(self._fetch_news, schedule, client, operation),
                partial(self._fetch_silent, schedule, client, operation),
                partial(self._tell_silent, account),
            )

    @api.model
    def _get_open_domain(self, account):
        """Which documents there is anything left to do for."""
        return ["|", *self._get_heard_domain(account), *self._get_pending_of(account)]

    @api.model
    def _get_pending_of(self, account):
        return ["&", ("account_id", "=", account.id), ("state", "=", "pending")]

    @api.model
    def _get_waiting_domain(self):
        now = fields.Datetime.now()
        return [
            *super()._get_waiting_domain(),
            "|",
            ("send_after", "=", False),
            ("send_after", "<=", now),
        ]

    def _get_pause(self, schedule, operation):
        pause = super()._get_pause(schedule, operation)
        awaited = [("account_id", "=", schedule.account_id.id), ("state", "=", "sent")]
        return min(pause, LOOK_EVERY) if self.search_count(awaited, limit=1) else pause

    @api.model
    def _probe(self, client):
        # Whoever does not use it needs no role for it.
        if not self.env["stock.warehouse"].search_count([("amazon_multi_channel", "=", True)]):
            return False
        client.get_fulfillment("NO-SUCH-NUMBER")
        return True

    def _mark_sent(self, **vals):
        self._close_troubles("not_shown")
        return super()._mark_sent(**vals)

    # Entry points

    def action_push(self):
        """Send these now, whatever time they wait for, and read what became of all others.

        Called on no document, it does so for every account.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write" if self else "read")
        pending = self.filtered(lambda document: document.state == "pending")
        pending.sudo().write({"send_after": False, "is_urgent": True})
        # Whoever sends needs to see no account.
        accounts = (self or self.search([("state", "in", ("pending", "sent"))])).account_id
        return self.env["amazon.schedule"]._run_now(self._name, accounts)

    def action_retry(self):
        """Send refused ones again; under a new number where Amazon has closed the old one."""
        self.check_access("write")
        again = self.sudo().filtered(lambda document: document._may_retry())
        again.send_after = False
        for document in again.filtered(lambda each: each.amazon_status in DEAD_STATUSES):
            document._begin_anew()
        again.filtered(lambda each: each.state == "failed" and each.attempts)._renew_contents()
        return super(AmazonFulfillment, again.sudo(self.env.su)).action_retry()

    def _may_retry(self):
        return self.state in ("failed", "sent") and not self.is_cancel_wanted

    def _wake(self):
        """Let the job of these documents run soon, for whoever has changed their deliveries."""
        schedules = self.env["amazon.schedule"]._find_for(self._name, self.account_id)
        schedules._run_soon()

    # Screens

    @api.depends("amazon_ref", "picking_id.name")
    def _compute_display_name(self):
        for document in self:
            # Who works with Amazon needs no rights in stock to know what is meant.
            document.display_name = document.sudo().picking_id.name or document.amazon_ref

    def action_view_picking(self):
        """Open the delivery, or the list where Amazon has shipped in several."""
        pickings = self.picking_ids | self.picking_id
        action = self.env["ir.actions.act_window"]._for_xml_id("stock.action_picking_tree_all")
        action["context"] = {}
        if len(pickings) == 1:
            return dict(action, res_id=pickings.id, views=[(False, "form")])
        return dict(action, domain=[("id", "in", pickings.ids)])

    def action_preview(self):
        """Ask Amazon how fast and for how much it would ship, and choose.

        :return: window action of ``amazon.fulfillment.send``
        """
        self.ensure_one()
        return self.env["amazon.fulfillment.send"]._open_for(self.picking_id)
