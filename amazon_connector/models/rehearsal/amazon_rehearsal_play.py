"""Playing the orders through, in transactions that are undone, and noting what would be."""

from collections import defaultdict
from functools import partial

from odoo import api, models
from odoo.fields import Command
from odoo.tools import split_every

from ..troubles.trouble_kind import kind_of
from .discarded import in_vain

# So many at once: what they lock is free again within seconds.
BATCH = 20
MOST_NAMED = 5


class AmazonRehearsal(models.Model):
    _inherit = "amazon.rehearsal"

    @api.model
    def _play(self, stores, day, page, operation):
        """See how orders would be booked, and keep that as a report.

        :param stores: ``amazon.store``, in the environment of a job
        :param page: of Amazon's orders
        :return: ``amazon.rehearsal``
        """
        lines, unread = [], 0
        for payloads in split_every(BATCH, page.orders, list):
            batch = in_vain(stores.env, partial(self._play_batch, stores.ids, payloads))
            lines += batch[0]
            unread += batch[1]
        if unread:
            operation._warning(
                self.env._(
                    "Orders that cannot be read, and are not in this rehearsal: %s.", unread
                ),
                stores.account_id,
            )
        rehearsals = self.with_env(stores.env)
        return rehearsals.create(
            {
                "account_id": stores.account_id.id,
                "store_ids": [Command.set(stores.ids)],
                "day": day,
                "is_cut": bool(page.next_token),
                "operation_id": operation.id,
                "line_ids": [Command.create(vals) for vals in lines],
                "need_ids": [Command.create(vals) for vals in self._get_needs(stores, lines)],
                "quantity_ids": [
                    Command.create(vals)
                    for vals in rehearsals.quantity_ids._prepare_vals_list(stores)
                ],
            }
        )

    @api.model
    def _play_batch(self, store_ids, payloads, env):
        """What going live and processing these orders would make, as plain values.

        :param store_ids: of the stores that are to go live
        :param payloads: orders as Amazon sent them
        :param env: of a transaction that is undone
        :return: tuple (list of value dicts of ``amazon.rehearsal.line``, how many orders cannot be
            read)
        """
        stores = env["amazon.store"].browse(store_ids)
        stores._set_default_taxes_of_each()
        stores.write({"state": "live", "import_orders": True})
        env["amazon.takeover"]._play_switch(stores)
        newest = (
            env["res.partner"].with_context(active_test=False).search([], order="id desc", limit=1)
        )
        operation = env["amazon.operation"].create(
            {"account_id": stores.account_id.id, "kind": "rehearsal"}
        )
        documents = env["amazon.order"]._receive(stores.account_id, payloads, operation)
        unread = operation.failed
        documents = documents.filtered(lambda document: document.store_id in stores)
        known = documents.filtered("sale_order_id")
        fresh = documents - known
        fresh.write({"state": "received", "is_requested": True, "dismissed_by_id": False})
        fresh._process_safely()
        lines = env["amazon.rehearsal.line"]
        played = [lines._prepare_vals(order, order in known, newest) for order in documents]
        return played, unread

    @api.model
    def _get_needs(self, stores, lines):
        """What is missing, each thing once, with how many orders wait for it.

        :param lines: value dicts of the lines
        :return: list of value dicts of ``amazon.rehearsal.need``
        """
        counts, names = defaultdict(int), defaultdict(dict)
        for line in lines:
            if line["outcome"] in ("held", "failed"):
                kind, _colon, what = (line["hold_key"] or "failed:").partition(":")
                key = line["store_id"], f"held_{kind}" if kind != "failed" else "failed"
                counts[key] += 1
                names[key][what] = True
            elif line["totals_differ"]:
                counts[line["store_id"], "total"] += 1
        for store in stores:
            if store._names_no_tax():
                counts[store.id, "no_tax"] += 0
            if not store.listing_count:
                counts[store.id, "no_listings"] += 0
        return [
            {
                "store_id": store_id,
                "kind": kind_of(kind),
                "count": count,
                "missing": ", ".join(sorted(filter(None, names[store_id, kind]))[:MOST_NAMED]),
            }
            for (store_id, kind), count in counts.items()
        ]
