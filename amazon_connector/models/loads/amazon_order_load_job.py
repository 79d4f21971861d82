"""Working a load off: page by page or order by order, each step with a commit (B10)."""

import time
from datetime import UTC, timedelta

from odoo import fields, models

from ...spapi.errors import Throttled, UnreadablePayload
from ...spapi.orders import parse_order_head

# What is needed to tell whether an order is in Odoo.
LEAN_DATA = ("FULFILLMENT",)
TOKEN_LIFE = timedelta(hours=23)
# A button answers after this many seconds; the lane goes on from there.
PATIENCE = 20
# By then the quota of single orders is full again.
QUOTA_PAUSE = timedelta(seconds=60)


class AmazonOrderLoad(models.Model):
    _inherit = "amazon.order.load"

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
