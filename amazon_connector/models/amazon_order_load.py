"""Loading orders on purpose: of a period, by id, or to see which are missing (B10).

A load may take hours where Amazon's quota is small. It is worked off in steps, each with a
commit: progress is seen, a person may stop it, and it resumes where it was.
"""

import re
import time
from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..spapi.errors import Throttled, UnreadablePayload
from ..spapi.orders import parse_order_head

ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}")
# What is needed to tell whether an order is in Odoo.
LEAN_DATA = ("FULFILLMENT",)
TOKEN_LIFE = timedelta(hours=23)
# Amazon shows nothing of the last two minutes.
SETTLED = timedelta(minutes=3)
# A button answers after this many seconds; the lane goes on from there.
PATIENCE = 20
# By then the quota of single orders is full again.
QUOTA_PAUSE = timedelta(seconds=60)


class AmazonOrderLoad(models.Model):
    _name = "amazon.order.load"
    _description = "Amazon Order Load"
    _inherit = ["amazon.sync.mixin"]
    _order = "id desc"
    _sync_minutes = 24 * 60

    account_id = fields.Many2one(
        "amazon.account",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self.env["amazon.account"].search([], limit=1),
    )
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("dates", "Orders of a period"),
            ("ids", "Orders by id"),
            ("missing", "Find missing orders"),
        ],
        string="What",
        required=True,
        default="dates",
        help="Orders of a period: all orders placed in it are loaded, even those placed before "
        "a store's first import date. Orders by id: paste as many ids as you like. Find missing "
        "orders: compares Amazon with Odoo, lists what is not in Odoo and loads it with one "
        "click.",
    )
    date_from = fields.Datetime(
        string="Placed From", default=lambda self: fields.Datetime.now() - timedelta(days=7)
    )
    date_to = fields.Datetime(string="Placed Until", help="Empty: until now.")
    refs = fields.Text(
        string="Order Ids", help="Amazon order ids, separated by blanks, commas or line ends."
    )
    state = fields.Selection(
        [("draft", "New"), ("running", "Running"), ("stopped", "Stopped"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    line_ids = fields.One2many("amazon.order.load.line", "load_id", string="Orders")
    found_count = fields.Integer(
        string="Looked At", readonly=True, copy=False, help="Orders that Amazon has shown so far."
    )
    open_count = fields.Integer(string="To Load", compute="_compute_open_count")
    operation_id = fields.Many2one("amazon.operation", string="Last Run", readonly=True, copy=False)
    until = fields.Datetime(readonly=True, copy=False, help="End of the period as asked (UTC).")
    page_token = fields.Char(readonly=True, copy=False)
    page_token_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("line_ids.state")
    def _compute_open_count(self):
        for load in self:
            load.open_count = len(load.line_ids.filtered(lambda line: line.state == "open"))

    @api.depends("kind", "account_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for load in self:
            load.display_name = f"{kinds.get(load.kind)}, {load.account_id.display_name}"

    # Buttons

    def action_start(self):
        """Begin, or resume where it was left off; what takes longer goes on by itself.

        :return: client action: a notification with the outcome so far
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "draft":
            self._prepare()
        self.state = "running"
        schedule = self.env["amazon.schedule"]._find_for(self._name, self.account_id)
        schedule._run_soon()
        # Where a lane works on another load of the account, it takes this one up by itself.
        operations = self.env["amazon.operation"]
        if schedule.try_lock_for_update(allow_referencing=True):
            operations = schedule._run()
        return operations._get_notification()

    def action_stop(self):
        """Stop after the step that is under way."""
        self.check_access("write")
        self.filtered(lambda load: load.state == "running").state = "stopped"

    def action_load_missing(self):
        """Load the orders that were found missing.

        :return: window action of the load by id
        """
        self.ensure_one()
        missing = self.line_ids.filtered(lambda line: line.state == "open")
        load = self.create(
            {
                "account_id": self.account_id.id,
                "kind": "ids",
                "refs": "\n".join(missing.mapped("amazon_ref")),
            }
        )
        load.action_start()
        missing.state = "loaded"
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": load.id,
            "view_mode": "form",
        }

    def _prepare(self):
        """Fix what is asked for, so that a resumed load asks Amazon the same.

        :raises UserError: when nothing, or something else than ids, was entered
        """
        if self.kind == "ids":
            self._prepare_lines()
            return
        settled = fields.Datetime.now() - SETTLED
        if not self.date_from or self.date_from > min(self.date_to or settled, settled):
            raise UserError(self.env._("Enter from when on orders are looked for."))
        self.until = min(self.date_to, settled) if self.date_to else False

    def _prepare_lines(self):
        words = [word for word in re.split(r"[\s,;]+", self.refs or "") if word]
        wrong = [word for word in words if not ORDER_ID.fullmatch(word)]
        if wrong or not words:
            raise UserError(
                self.env._(
                    "Amazon order ids look like 123-1234567-1234567. This is none: %s",
                    ", ".join(wrong[:5]) or self.env._("(nothing was entered)"),
                )
            )
        self.line_ids = [fields.Command.create({"amazon_ref": ref}) for ref in dict.fromkeys(words)]

    # The job

    def _sync(self, schedule, operation):
        """Work off the loads of the account that are running."""
        loads = self.search(
            [("account_id", "=", schedule.account_id.id), ("state", "=", "running")], order="id"
        )
        if not loads:
            return
        deadline = time.monotonic() + PATIENCE
        with operation._counting(schedule.account_id._get_client()) as client:
            for load in loads:
                load.operation_id = operation
                if not load._work(schedule, client, operation, deadline):
                    operation.state = "partial"
                    return

    def _work(self, schedule, client, operation, deadline):
        """Step by step until done, stopped, or out of time.

        :param deadline: of ``time.monotonic``, for runs that no scheduled job bounds
        :return: whether the time sufficed
        """
        step = self._step_line if self.kind == "ids" else self._step_page
        while self.state == "running":
            if not step(client, operation):
                self.state = "done"
            left = schedule._checkpoint(1)
            # A person may have stopped it in the meantime.
            self.invalidate_recordset(["state"])
            if self.state == "running" and min(left, deadline - time.monotonic()) <= 0:
                return False
        return True

    def _step_page(self, client, operation):
        """Look at the next page of the period.

        :return: whether there is more
        """
        now = fields.Datetime.now()
        token = (
            self.page_token if self.page_token and self.page_token_at > now - TOKEN_LIFE else None
        )
        Order = self.env["amazon.order"]
        lean = self.kind == "missing"
        page = client.search_orders(
            created_after=self.date_from.replace(tzinfo=UTC),
            created_before=self.until.replace(tzinfo=UTC) if self.until else None,
            pagination_token=token,
            included_data=LEAN_DATA if lean else Order._get_included_data(self.account_id),
        )
        if lean:
            self._list_missing(page.orders, operation)
        else:
            documents = Order._receive(self.account_id, page.orders, operation)
            self._process_requested(documents._request(), operation)
        self.write(
            {
                "found_count": (self.found_count if token else 0) + len(page.orders),
                "page_token": page.next_token,
                "page_token_at": now,
            }
        )
        return bool(page.next_token)

    def _step_line(self, client, operation):
        """Load the next order by its id.

        :return: whether there is more
        """
        line = self.line_ids.filtered(lambda line: line.state == "open")[:1]
        if not line:
            return False
        try:
            document = self.env["amazon.order"]._load_one(
                self.account_id, client, line.amazon_ref, operation
            )
        except Throttled as error:
            raise Throttled(
                str(error), retry_at=error.retry_at + QUOTA_PAUSE, operation=error.operation
            ) from error
        self._process_requested(document._request(by_name=True), operation)
        line.write(
            {
                "state": "loaded" if document else "unknown",
                "order_id": document.id,
                "status": document.status,
                "purchase_date": document.purchase_date,
                "reason": document.reason,
            }
        )
        self.found_count += len(document)
        return True

    def _process_requested(self, documents, operation):
        documents._process_safely()
        if documents:
            documents._count_outcome(operation)

    def _list_missing(self, payloads, operation):
        """Note which orders of a page are not, or not yet, in Odoo; cancelled ones are no loss."""
        heads = {}
        for payload in payloads:
            try:
                head = parse_order_head(payload)
            except UnreadablePayload as error:
                operation._warning(self.env._("Amazon sent an unreadable order (%s).", error))
            else:
                heads[head.order_id] = head
        known = {
            document.amazon_ref: document
            for document in self.env["amazon.order"].search(
                [("account_id", "=", self.account_id.id), ("amazon_ref", "in", list(heads))]
            )
        }
        listed = set(self.line_ids.mapped("amazon_ref"))
        self.line_ids = [
            fields.Command.create(self._prepare_missing_vals(head, known.get(ref)))
            for ref, head in heads.items()
            if ref not in listed and self._is_missing(head, known.get(ref))
        ]
        operation._count(received=len(heads))

    def _is_missing(self, head, document):
        if document:
            return document.state in ("received", "held", "failed") and not document.sale_order_id
        return head.status != "CANCELLED"

    def _prepare_missing_vals(self, head, document):
        """:return: value dict of the line of a missing order"""
        reason = document.reason if document else self.env._("Not in Odoo")
        return {
            "amazon_ref": head.order_id,
            "purchase_date": head.created_at.replace(tzinfo=None, microsecond=0),
            "status": head.status,
            "reason": reason,
            "order_id": document.id if document else False,
        }
