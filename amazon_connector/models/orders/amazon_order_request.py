"""Orders that a person asks for: loaded by id, imported though placed before the first date."""

from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...spapi.errors import NotFound, Rejected, Unavailable, UnreadablePayload
from ..sync.amazon_outbox_mixin import MOST_STUMBLES
from ..sync.races import in_new_transaction


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    is_requested = fields.Boolean(
        string="Asked For",
        readonly=True,
        copy=False,
        help="A person has loaded this order: the store's first import date does not hold for it.",
    )

    def _request(self, by_name=False):
        """A person wants these orders: what was left out before is looked at again.

        :param by_name: each was asked for by its id: also those that someone has ignored
        :return: those that wait for processing now
        """
        left_out = self.filtered(lambda document: document.state == "ignored")
        if not by_name:
            left_out = left_out.filtered(lambda document: not document.dismissed_by_id)
        (self - left_out).filtered(lambda document: not document.sale_order_id).write(
            {"is_requested": True}
        )
        left_out.write({"is_requested": True, "state": "received", "dismissed_by_id": False})
        return self.filtered(lambda document: document.state == "received")

    def action_reload(self):
        """Ask Amazon for these orders again, one by one, and process them.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        operations = self.env["amazon.operation"]
        for account, orders in self.grouped("account_id").items():
            refs = [order.told_ref or order.amazon_ref for order in orders]
            operations |= self._load(account, list(dict.fromkeys(refs)))
        return operations

    @api.model
    def _load(self, account, refs):
        """Fetch orders by id (getOrder, a quota of its own) and process them.

        :param refs: Amazon order ids
        :return: the ``amazon.operation``
        """
        worker = account._work_env()
        with worker.env["amazon.operation"]._record(worker, self._name) as operation:
            schedule = worker.env["amazon.schedule"]._find_for(self._name, worker)
            if schedule._is_leased():
                raise UserError(
                    self.env._("Orders are being fetched right now. Try again in a minute.")
                )
            with operation._counting(worker._get_client()) as client:
                documents = worker.env[self._name]._load_each(worker, client, refs, operation)
            operation._checkpoint(len(documents))
            documents._process_chosen(operation)
        return operation.with_env(self.env)

    def _load_each(self, account, client, refs, operation):
        """Fetch orders; one that Amazon refuses, or stumbles over, keeps back no other.

        :return: ``amazon.order``
        :raises Unavailable: when Amazon stumbles over several in a row, or gives none
        """
        documents, stumbles, left = self.browse(), 0, {}
        for ref in refs:
            try:
                documents |= self._load_one(account, client, ref, operation)
            except (Rejected, UnreadablePayload) as error:
                operation._error(f"{ref}: {error}", account)
            except Unavailable as error:
                left[ref], stumbles = error, stumbles + 1
                if error.status is None or stumbles == MOST_STUMBLES:
                    raise
            else:
                stumbles = 0
        if left and not documents:
            raise next(iter(left.values()))
        for ref, stumble in left.items():
            operation._warning(f"{ref}: {stumble}", account)
        return documents

    def _load_one(self, account, client, ref, operation):
        """Fetch an order by its id and store it.

        :return: ``amazon.order``; empty where Amazon knows none
        :raises UnreadablePayload: it knows the order; what it sent is kept, and cannot be read
        """
        asked = account._get_included_data()
        try:
            payload = client.get_order(ref, asked)
        except NotFound:
            operation._warning(self.env._("Amazon knows no order %s.", ref))
            return self.browse()
        account._note_refused_data(asked, client.refused_data.intersection(asked), operation)
        receive = partial(self._receive, account, [payload], operation)
        document = in_new_transaction(self.env, receive)
        if not document:
            raise UnreadablePayload("order", "cannot be read")
        return document
