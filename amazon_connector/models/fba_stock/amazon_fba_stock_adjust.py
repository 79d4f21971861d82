"""Adjusting Odoo's stock at Amazon, in batches, as inventory adjustments that name Amazon."""

from functools import partial

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..sync.isolation import explain_failure, isolate, log_failure
from .amazon_fba_stock_compare import ROUNDING

BATCH = 500


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    @api.model
    def _adjust_unexplained(self, schedule, warehouse, operation):
        """Book what nothing explains, batch after batch, each in a transaction of its own."""
        domain = [("warehouse_id", "=", warehouse.id)]
        if self._get_places(warehouse):
            # Units in places of their own may differ where the stock does not.
            domain.append(("comparison", "in", ("equal", "explained", "differs")))
        else:
            domain.append(("comparison", "=", "differs"))
        products = self.search(domain).product_id
        for ids in split_every(BATCH, products.ids):
            self._adjust(warehouse, products.browse(ids), "unexplained", operation)
            schedule._checkpoint(len(ids))

    def action_adjust(self):
        """Bring Odoo's stock of the chosen rows to what is expected, explained or not.

        :return: client action: a notification with the outcome
        """
        self.check_access("write")
        operations = self.env["amazon.operation"]
        for warehouse, rows in self.grouped("warehouse_id").items():
            account, store = rows.account_id[:1], rows.store_id[:1]
            with operations._record(account, self._name, store) as operation:
                worker = account._work_env().env[self._name]
                products = rows.product_id
                if left := rows.filtered(lambda row: row.comparison == "open"):
                    operation._info(
                        worker.env._("Not compared, so left alone: %s SKUs.", len(left))
                    )
                for ids in split_every(BATCH, products.ids):
                    part = worker.env["product.product"].browse(ids)
                    worker._adjust(warehouse.with_env(worker.env), part, "difference", operation)
                    operation._checkpoint(len(ids))
            operations |= operation
        if not operations:
            raise UserError(self.env._("Choose what to adjust."))
        return operations._get_notification()

    @api.model
    def _adjust(self, warehouse, products, which, operation):
        """Compare products once more and book what is found, in this transaction.

        :param which: of a ``Count``, the units to book: *unexplained* or *difference*
        """
        counts = self._compare(warehouse, products)
        places = self._get_places(warehouse)
        deltas = {}
        for product, found in counts.items():
            deltas[product, warehouse.lot_stock_id] = getattr(found, which)
            deltas.update({(product, places[kind]): units for kind, units in found.places.items()})
        wanted = {key: units for key, units in deltas.items() if abs(units) > ROUNDING}
        failed = {}

        def give_up(keys, error):
            log_failure(self, error)
            failed[keys[0]] = explain_failure(self.env, error)

        isolate(self.env.cr, list(wanted), partial(self._book, warehouse, wanted), give_up)
        booked = {product for product, _place in wanted} - {key[0] for key in failed}
        self._compare(warehouse, products)
        self._tell_failed(warehouse, failed, operation)
        operation._count(processed=len(booked), failed=len(failed))

    def _book(self, warehouse, wanted, keys):
        """Adjust quants by units; those of packages and owners are left alone.

        :param wanted: dict (``product.product``, ``stock.location``) → units to be added
        :param keys: those of its keys that are booked now
        """
        Quant = self.env["stock.quant"].with_context(
            inventory_mode=True, inventory_name=self._get_reason(warehouse)
        )
        quants = self._find_quants(Quant, keys)
        missing = [key for key in keys if key not in quants]
        created = Quant.create(
            [{"product_id": product.id, "location_id": place.id} for product, place in missing]
        )
        quants.update(zip(missing, created, strict=True))
        chosen = Quant.concat(*(quants[key] for key in keys))
        for key in keys:
            quant, units = quants[key], wanted[key]
            if units < 0 and quant.quantity + units < -ROUNDING:
                raise UserError(
                    self.env._(
                        "%(product)s: its units lie in packages, sublocations or belong to "
                        "others. Adjust them by hand in Inventory.",
                        product=key[0].display_name,
                    )
                )
            quant.inventory_quantity = quant.quantity + units
        chosen._apply_inventory()

    def _find_quants(self, Quant, keys):
        """:return: dict (product, location) → the ``stock.quant`` without package, lot, owner"""
        found = Quant.search(
            [
                ("product_id", "in", [product.id for product, _place in keys]),
                ("location_id", "in", [place.id for _product, place in keys]),
                ("lot_id", "=", False),
                ("package_id", "=", False),
                ("owner_id", "=", False),
            ],
            order="id desc",
        )
        wanted = set(keys)
        quants = {(quant.product_id, quant.location_id): quant for quant in found}
        return {key: quant for key, quant in quants.items() if key in wanted}

    @api.model
    def _get_reason(self, warehouse):
        """:return: what the stock moves are called"""
        accounts = self.search([("warehouse_id", "=", warehouse.id)]).account_id
        return self.env._("Amazon FBA stock: %s", ", ".join(accounts.mapped("name")))

    def _tell_failed(self, warehouse, failed, operation):
        for (product, _place), reason in failed.items():
            rows = self.search(
                [("warehouse_id", "=", warehouse.id), ("product_id", "=", product.id)]
            )
            rows.write({"problem": "failed"})
            operation._warning(reason, rows[:1])

    # What is left is told

    @api.model
    def _tell_differences(self, store, operation):
        """Say once how many products differ; it is over when none does."""
        domain = [("warehouse_id", "=", store.fba_warehouse_id.id)]
        groups = dict(self._read_group(domain, ["comparison"], ["__count"]))
        differing = groups.get("differs", 0)
        operation._count(held=differing)
        operation._info(
            self.env._(
                "%(equal)s equal, %(explained)s explained, %(differs)s differ, %(open)s not "
                "compared.",
                equal=groups.get("equal", 0),
                explained=groups.get("explained", 0),
                differs=differing,
                open=groups.get("open", 0),
            ),
            store,
        )
        if not self._is_trouble_over(store, "fba_place"):
            store._raise_trouble("fba_place", warehouse=store.fba_warehouse_id.name)
        else:
            store._close_troubles("fba_place")
        if differing:
            store._raise_trouble("fba_differs", count=differing)
        else:
            store._close_troubles("fba_differs")

    @api.model
    def _is_trouble_over(self, store, kind):
        """Whether nothing differs any more, or the place is Amazon's alone.

        :param kind: *fba_differs*, *fba_place*, or *fba_unread*, which the next reading closes
        """
        warehouse = store.fba_warehouse_id
        if store.fba_lead_store_id != store:
            return True
        if kind == "fba_unread":
            return False
        if kind == "fba_place":
            return not self._explain_place(warehouse)
        differing = [("warehouse_id", "=", warehouse.id), ("comparison", "=", "differs")]
        return not self.search_count(differing, limit=1)
