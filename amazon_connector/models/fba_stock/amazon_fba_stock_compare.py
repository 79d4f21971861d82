"""Comparing a warehouse with Amazon: product by product, whatever FNSKUs and SKUs it has."""

from odoo import api, fields, models

from .counting import Told, count

COMPARED_FIELDS = (
    "seller_sku", "skus", "product_id", "uom_id", "fulfillable", "reserved", "reserved_orders",
    "inbound", "unsellable", "researching", "untold", "is_stale", "missing_since", "is_gone",
    "problem", "comparison", "terms", "odoo_quantity", "expected_quantity", "difference",
    "unexplained",
)  # fmt: skip
# Without these, nobody knows how many units there are.
NEEDED = {"fulfillable", "reserved"}
# What Amazon must have told for a place of its own to be adjusted.
PARTS = {
    "reserved": {"reserved"},
    "inbound": {"inbound_working", "inbound_shipped", "inbound_receiving"},
    "unsellable": {"unsellable"},
    "researching": {"researching"},
}
# Units that mended themselves are less than this apart.
ROUNDING = 0.005


class AmazonFbaStock(models.Model):
    _inherit = "amazon.fba.stock"

    @api.model
    def _compare(self, warehouse, products=None):
        """Compare the rows of an FBA warehouse with Odoo's stock, and write down what is found.

        :param warehouse: ``stock.warehouse``; its rows may be of several accounts
        :param products: ``product.product`` to compare alone; all if None
        :return: dict ``product.product`` → ``Count``, of those that can be compared
        """
        domain = [("warehouse_id", "=", warehouse.id)]
        if products is not None:
            domain.append(("product_id", "in", products.ids))
        rows = self.search_fetch(domain, COMPARED_FIELDS)
        problems = rows._find_problems(warehouse, rows._link_products())
        groups = {
            product: group
            for product, group in rows.grouped("product_id").items()
            if product and not any(problems.get(row) for row in group)
        }
        places = self._get_places(warehouse)
        kept = self.env["product.product"].union(*groups)
        books = self._read_books(warehouse, kept, places) if groups else {}
        counts = {}
        for product, group in groups.items():
            told = group._add_up()
            own = tuple(kind for kind in places if not group._lacks(PARTS[kind]))
            counts[product] = count(told, books[product], own)
            group._keep_count(counts[product], told, books[product])
        for row in rows:
            if row.product_id not in groups:
                row._keep(problem=problems.get(row) or "unread", comparison="open", **_NO_COUNT)
        return counts

    @api.model
    def _get_places(self, warehouse):
        """:return: dict kind of units → the ``stock.location`` that it has of its own"""
        stores = self.env["amazon.store"].search([("fba_warehouse_id", "=", warehouse.id)])
        lead = stores._get_fba_lead()
        places = lead._get_fba_places() if lead else {}
        return {kind: place for kind, place in places.items() if place}

    # Which product

    def _link_products(self):
        """Take the products of the listings of each row.

        :return: dict row → problem
        """
        stores = self.env["amazon.store"].search(
            [("fba_warehouse_id", "in", self.warehouse_id.ids)]
        )
        listings = self.env["amazon.listing"].search_fetch(
            [
                ("store_id", "in", stores.ids),
                ("product_id", "!=", False),
                ("seller_sku", "in", list({sku for row in self for sku in row.skus or ()})),
            ],
            ["account_id", "seller_sku", "product_id", "uom_id", "pool_ids"],
        )
        # The units of all products are read at once: those of a row know nothing of the others.
        listings.product_id.mapped("uom_id")
        known = listings.grouped(lambda listing: (listing.account_id, listing.seller_sku))
        problems = {}
        for row in self:
            keys = [(row.account_id, sku) for sku in row.skus or ()]
            own = listings.browse().union(*(known[key] for key in keys if key in known))
            # The units of one row are alike: all of them single ones, or all packs of 6.
            goods = {(each.product_id, each.uom_id or each.product_id.uom_id) for each in own}
            product = own.product_id if len(own.product_id) == 1 else own.product_id.browse()
            unit = own.uom_id if len(goods) == 1 else own.uom_id.browse()
            if (row.product_id, row.uom_id) != (product, unit):
                row.write({"product_id": product.id, "uom_id": unit.id})
            if len(goods) > 1:
                problems[row] = "conflict"
            elif own.pool_ids:
                problems[row] = "pool"
        return problems

    def _find_problems(self, warehouse, problems):
        """What keeps rows from being compared; a product waits for all its rows.

        :param problems: dict row → problem that is known already; added to
        """
        place = self._explain_place(warehouse)
        kept = self.product_id._filter_kept_at_amazon(warehouse.company_id)
        tracked = kept.filtered(lambda product: product.tracking != "none")
        for row in self:
            problem = problems.get(row) or place
            if not problem and not row.product_id:
                problem = "unlinked"
            elif not problem and row.product_id not in kept:
                problem = "kit"
            elif not problem and row.product_id in tracked:
                problem = "tracked"
            problems[row] = problem or row._find_doubt()
        return problems

    def _find_doubt(self):
        """:return: why the numbers of this row are not to be believed, or "" """
        if self.is_gone:
            return ""
        if self.missing_since:
            return "missing"
        if self.is_stale:
            return "unread"
        return "untold" if self._lacks(NEEDED) else ""

    @api.model
    def _explain_place(self, warehouse):
        """:return: "place" where the stock of the warehouse is not Amazon's alone, or "" """
        Store = self.env["amazon.store"].sudo()
        own = Store.search([("fba_warehouse_id", "=", warehouse.id)])
        is_shared = Store.search_count([("warehouse_id", "=", warehouse.id)], limit=1)
        is_partial = any(
            not stores._get_fba_lead() for stores in own.grouped("account_id").values()
        )
        return "place" if not warehouse.active or is_shared or is_partial else ""

    # What is found

    def _lacks(self, names):
        return any(names.intersection(row.untold or ()) for row in self)

    def _count_units(self, pieces):
        """:return: units of the product that pieces of this row are, as Amazon counts them"""
        return pieces * self.uom_id._get_amazon_size(self.product_id)

    def _add_up(self):
        """:return: ``Told`` of the rows of one product together, in its unit"""
        is_known = not self._lacks({"reserved_orders"})

        def add(name):
            return sum(row._count_units(row[name]) for row in self)

        return Told(
            fulfillable=add("fulfillable"),
            reserved=add("reserved"),
            reserved_orders=add("reserved_orders") if is_known else None,
            inbound=add("inbound"),
            unsellable=add("unsellable"),
            researching=add("researching"),
        )

    def _keep_count(self, found, told, books):
        """Write the outcome of a product on its rows; its sums stand on them once."""
        terms = [list(term) for term in found.terms]
        differs = abs(found.unexplained) > ROUNDING
        if differs:
            side = "more" if found.unexplained > 0 else "less"
            terms.append([f"unexplained_{side}", found.unexplained])
        if abs(found.difference) > ROUNDING:
            apart = (("unsellable", told.unsellable), ("researching", told.researching))
            terms += [[name, units] for name, units in apart if units]
        comparison = "explained" if abs(found.difference) > ROUNDING else "equal"
        left, expected = books.on_hand, found.expected
        for row in self:
            is_last = row == self[-1]
            # The last row takes what is left, so that the rows add up to the product.
            held = row._count_units(row.fulfillable + row.reserved)
            share = expected if is_last else min(held, expected)
            on_hand = left if is_last else min(share, left)
            row._keep(
                problem=False,
                comparison="differs" if differs else comparison,
                terms=terms,
                odoo_quantity=on_hand,
                expected_quantity=share,
                difference=share - on_hand,
                unexplained=found.unexplained if is_last else 0.0,
            )
            left -= on_hand
            expected -= share

    def _keep(self, **vals):
        changes = {name: value for name, value in vals.items() if self[name] != value}
        if changes:
            self.write({**changes, "compared_at": fields.Datetime.now()})

    def action_compare(self):
        """Compare these rows' warehouses with Odoo's stock again, without asking Amazon."""
        self.check_access("read")
        for warehouse in self.warehouse_id:
            self.sudo().with_company(warehouse.company_id)._compare(warehouse)


_NO_COUNT = {
    "terms": [],
    "odoo_quantity": 0.0,
    "expected_quantity": 0.0,
    "difference": 0.0,
    "unexplained": 0.0,
}
