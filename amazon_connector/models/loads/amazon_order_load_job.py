"""Working a load off: page by page or order by order, each step with a commit (B10)."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial

from odoo import fields, models

from ...spapi.errors import Rejected, Throttled, Unavailable, UnreadablePayload
from ...spapi.orders import parse_order_head
from ...spapi.words import CANCELLED, FULFILLMENT
from ..sync.races import in_new_transaction

# What is needed to tell whether an order is in Odoo.
LEAN_DATA = (FULFILLMENT,)
# A button answers after this many seconds; the lane goes on from there.
PATIENCE = 20
# By then the quota of single orders is full again.
QUOTA_PAUSE = timedelta(seconds=60)


class AmazonOrderLoad(models.Model):
    _inherit = "amazon.order.load"

    def _sync(self, schedule, operation):
        """Work off the loads of the account that are running.

        One that has to wait for Amazon lets the others pass: single orders and periods have quotas
        of their own.
        """
        loads = self.search(
            [("account_id", "=", schedule.account_id.id), ("state", "=", "running")], order="id"
        )
        if not loads:
            return
        deadline, waits = time.monotonic() + PATIENCE, []
        with operation._counting(schedule.account_id._get_client()) as client:
            for load in loads:
                load.operation_id = operation
                try:
                    if not load._work(schedule, client, operation, deadline):
                        operation.state = "partial"
                        return
                except (Throttled, Unavailable) as error:
                    waits.append(error)
                except (Rejected, UnreadablePayload) as error:
                    load._give_up(error, operation)
        if waits:
            raise min(waits, key=_get_retry_at)

    def _work(self, schedule, client, operation, deadline):
        """Step by step until done, stopped, or out of time.

        :param deadline: of ``time.monotonic``, for runs that no scheduled job bounds
        :return: whether the time sufficed
        """
        step = self._step_line if self.kind == "ids" else self._step_page
        while self.state == "running":
            if not step(client, operation):
                self.state = "done"
                self.env["amazon.settlement"]._retry_unknown(self.account_id)
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
        lean = self.kind == "missing"
        page = self._ask_for_page(partial(self._ask_amazon, client, operation, lean))
        store = partial(self._store_page, page, lean, operation)
        in_new_transaction(self.env, store)._process_chosen(operation)
        self._check_pages()
        return bool(page.next_token)

    def _give_up(self, error, operation):
        """Amazon does not answer what this load asks: it stops, and keeps no other back.

        :param error: ``Rejected`` or ``UnreadablePayload``
        """
        reason = self.env._(
            "Amazon does not answer this load: %(error)s Resume it to try again, or start another "
            "one with a shorter period.",
            error=error.sentence,
        )
        self.write({"state": "stopped", "reason": reason})
        operation._error(f"{self.display_name}: {reason}", self.account_id)

    def _store_page(self, page, lean, operation):
        """Keep a page and the token of the next one.

        :return: the ``amazon.order`` that are to be processed now
        """
        documents = self.env["amazon.order"]
        if lean:
            refs = self._list_missing(page.orders, operation)
        else:
            documents = documents._receive(self.account_id, page.orders, operation)
            refs = documents.mapped("amazon_ref")
        before = self.found_count if self.page_token else 0
        self.found_count = before + len(page.orders)
        self._keep_page(refs, page.next_token)
        return documents._request()

    def _ask_amazon(self, client, operation, lean, token):
        account = self.account_id
        asked = LEAN_DATA if lean else account._get_included_data()
        page = client.search_orders(
            created_after=self.date_from.replace(tzinfo=UTC),
            created_before=self.until.replace(tzinfo=UTC) if self.until else None,
            pagination_token=token,
            included_data=asked,
        )
        if not lean:
            account._note_refused_data(asked, page.refused_data, operation)
        return page

    def _step_line(self, client, operation):
        """Load the next order by its id; one for which Amazon had no answer comes last.

        :return: whether there is more
        """
        line = self.line_ids.filtered(lambda line: line.state == "open").sorted("attempts")[:1]
        if not line:
            return False
        document, vals = self._load_line(line, client, operation)
        document._request(by_name=True)._process_chosen(operation)
        if document:
            vals = {
                "state": "loaded",
                "order_id": document.id,
                "status": document.status,
                "purchase_date": document.purchase_date,
                "reason": document.reason,
            }
        (line | self._find_asking(line)).write(vals)
        self.found_count += len(document)
        return True

    def _load_line(self, line, client, operation):
        """Ask for one order; that Amazon refuses its id keeps back no other.

        :return: tuple (``amazon.order``, empty if Amazon gives none that can be read; value dict
            of the line then)
        """
        orders = self.env["amazon.order"]
        try:
            document = orders._load_one(self.account_id, client, line.amazon_ref, operation)
        except Throttled as error:
            raise Throttled(
                str(error), retry_at=error.retry_at + QUOTA_PAUSE, operation=error.operation
            ) from error
        except Unavailable as error:
            line.write({"attempts": line.attempts + 1, "reason": str(error)})
            raise
        except Rejected as error:
            operation._warning(f"{line.amazon_ref}: {error}", self.account_id)
            return orders, {"state": "unknown", "reason": str(error)}
        except UnreadablePayload as error:
            operation._error(f"{line.amazon_ref}: {error}", self.account_id)
            return orders, {"state": "unreadable", "reason": self._explain_unreadable()}
        return document, {"state": "unknown", "reason": False}

    def _explain_unreadable(self):
        return self.env._(
            "Amazon knows this order, but what it sent cannot be read. It is kept in "
            "Orders as Failed. Update the connector, then press Reload from Amazon there."
        )

    def _find_asking(self, line):
        """:return: lines of lists of missing orders that wait for the same order"""
        return self.env[line._name].search(
            [
                ("load_id.account_id", "=", self.account_id.id),
                ("amazon_ref", "=", line.amazon_ref),
                ("state", "=", "open"),
            ]
        )

    def _list_missing(self, payloads, operation):
        """Note which orders of a page are not, or not yet, in Odoo; cancelled ones are no loss,
        nor are those of other channels.

        :return: Amazon's ids on the page
        """
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
        return list(heads)

    def _is_missing(self, head, document):
        if document:
            return document.state in ("received", "held", "failed") and not document.sale_order_id
        return head.status != CANCELLED and not head.is_elsewhere

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


def _get_retry_at(error):
    """When it is worth trying again; what nobody has said is soon."""
    return error.retry_at or datetime.now(UTC)
