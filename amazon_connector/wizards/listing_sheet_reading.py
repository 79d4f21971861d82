"""Reads rows of the spreadsheet of listings: which listing, which product, which changes."""

from collections import defaultdict

from .listing_sheet_cells import (
    BY_ID,
    CLEAR,
    MOST,
    get_pool_names,
    is_plain,
    read_number,
    read_switch,
)

# Enough of a cell to know it by.
LONGEST_NAME = 100
# Columns that are yes or no, of these fields.
SWITCHES = {"left_blank": "is_left_blank", "own_limits": "has_own_limits"}


class SheetReading:
    """What rows are read with, looked up once for many of them.

    :param env: ``odoo.api.Environment`` of who reads: what they may not see is not found
    :param store: ``amazon.store`` that rows without a store mean, or None
    """

    def __init__(self, env, store=None):
        self.env = env
        self.store = store
        self.read_in = {}
        self.listings = {}
        self.products = {}
        self.stores = defaultdict(list)
        self.all_stores = env["amazon.store"].with_context(active_test=False).search([])
        for known in self.all_stores:
            for name in {known.name, f"{known.account_id.name} / {known.name}"}:
                self.stores[name].append(known)

    # Names

    def name_store(self, store):
        """The store's name, with the account's where two stores have one name."""
        alone = len(self.stores[store.name]) == 1
        return store.name if alone else f"{store.account_id.name} / {store.name}"

    def name_products(self, products):
        """:return: dict ``product.product`` → its reference where that is its alone, else its id"""
        found = (
            self.env["product.product"]
            .with_context(active_test=False)
            .search(
                [("default_code", "in", [code for code in products.mapped("default_code") if code])]
            )
        )
        shared = {code for code, group in found.grouped("default_code").items() if len(group) > 1}
        return {
            product: product.default_code
            if is_plain(product.default_code) and product.default_code not in shared
            else f"{BY_ID}{product.id}"
            for product in products
        }

    # Looking up

    def look_up(self, rows):
        """Find listings and products of many rows with a few queries.

        :param rows: list of dicts column → text, as :func:`by_column` gives them
        """
        skus = {cells["seller_sku"] for cells in rows if cells.get("seller_sku")}
        found = self.env["amazon.listing"]._find_by_skus(self.all_stores, skus)
        self.listings = found.grouped("seller_sku")
        names = {cells.get("product", "") for cells in rows}
        names = names.union(*map(get_pool_names, rows)) - {"", CLEAR}
        products = self.env["product.product"].with_context(active_test=False)
        self.products = defaultdict(products.browse)
        for field in ("barcode", "default_code"):
            found = products.search([(field, "in", list(names))])
            self.products.update(found.grouped(field))
        ids = {int(name[1:]) for name in names if name.startswith(BY_ID) and name[1:].isdecimal()}
        for product in products.search([("id", "in", [id_ for id_ in ids if id_ < MOST])]):
            self.products.setdefault(f"{BY_ID}{product.id}", product)

    # A row

    def read_row(self, number, cells, numbers):
        """:param number: of the line in the file
        :param cells: dict column → text
        :param numbers: names of the listing's settings that are numbers
        :return: tuple (listing or empty, changes as JSON, list of notes, list of problems)
        """
        listing, problem = self._find_listing(number, cells)
        if problem:
            return listing, {}, [], [problem]
        changes, notes, problems = {}, [], []
        self._read_links(listing, cells, changes, problems)
        self._read_unit(listing, cells, changes, problems)
        self._read_texts(listing, cells, changes, problems)
        for name in numbers:
            self._read_number(listing, cells, name, changes, problems)
        for name in changes:
            notes.append(self._word(listing, name, changes[name]))
        return listing, changes, notes, problems

    def _find_listing(self, number, cells):
        """:return: tuple (listing or empty, why there is not one)"""
        none = self.env["amazon.listing"]
        sku, name = cells.get("seller_sku"), cells.get("store")
        if not sku:
            return none, self.env._("The line has no seller SKU.")
        stores = self.stores.get(name, []) if name else [self.store] if self.store else []
        if name and not stores:
            return none, self.env._("There is no store %s.", name[:LONGEST_NAME])
        found = self.listings.get(sku, none)
        if stores:
            found = found.filtered(lambda listing: listing.store_id in stores)
        if not found:
            return none, self.env._("Odoo has no listing %s.", sku[:LONGEST_NAME])
        if len(found) > 1:
            return none, self.env._("Several stores have a listing %s. Name the store.", sku)
        before = self.read_in.setdefault(found, number)
        if before != number:
            return none, self.env._("The listing stands in line %s already.", before)
        return found, ""

    def _read_links(self, listing, cells, changes, problems):
        name, pool_names = cells.get("product"), get_pool_names(cells)
        if name and name != CLEAR:
            product = self._find_product(listing, name, problems)
            if product and product != listing.product_id:
                changes["product_id"] = product.id
        elif name and (listing.product_id or listing.pool_ids):
            changes.update(product_id=False, **({"pool": []} if listing.pool_ids else {}))
        if pool_names == [CLEAR]:
            pool_names = []
        elif not pool_names:
            return
        pool = [self._find_product(listing, each, problems) for each in pool_names]
        ids = list(dict.fromkeys(product.id for product in pool))
        if ids != listing.pool_ids.product_id.ids:
            changes["pool"] = ids

    def _find_product(self, listing, name, problems):
        """:return: the one product that is named; a problem is added where there is not one"""
        companies = listing.company_id.sudo().parent_ids
        found = self.products.get(name, self.env["product.product"]).filtered(
            lambda product: not product.company_id or product.company_id in companies
        )
        # An archived product is no choice, but may be the link that is there.
        found = found.filtered("active") or found & listing._get_products()
        if not found:
            problems.append(self.env._("There is no product %s.", name[:LONGEST_NAME]))
        elif len(found) > 1:
            problems.append(
                self.env._(
                    "Several products have the reference %(name)s. Write #%(id)s for the first.",
                    name=name,
                    id=found[0].id,
                )
            )
        return found if len(found) == 1 else found.browse()

    def _read_unit(self, listing, cells, changes, problems):
        name = cells.get("sold_by")
        if not name:
            return
        chosen = changes.get("product_id", listing.product_id.id)
        product = self.env["product.product"].browse(chosen or ())
        units = product.uom_id | product.uom_ids | listing.uom_id
        found = units.filtered(lambda unit: unit.name.strip().lower() == name.lower())
        if name != CLEAR and not found:
            problems.append(
                self.env._(
                    "%(name)s is no unit or packaging of the product. It has: %(units)s.",
                    name=name[:LONGEST_NAME],
                    units=", ".join(units.mapped("name")) or "–",
                )
            )
        elif found[:1] != listing.uom_id or "product_id" in changes:
            # Linking would take the unit of a barcode: what the row says stands.
            changes["uom_id"] = found[:1].id

    def _read_texts(self, listing, cells, changes, problems):
        alias = cells.get("alias_title")
        wanted = False if alias == CLEAR else alias
        if alias and wanted != listing.alias_title:
            changes["alias_title"] = wanted
        for column, field in SWITCHES.items():
            self._read_switch(listing, cells, column, field, changes, problems)
        named = {cells.get("product", ""), *get_pool_names(cells)} - {"", CLEAR}
        is_blank = changes.get("is_left_blank", listing.is_left_blank)
        if named and is_blank and cells.get("left_blank"):
            problems.append(
                self.env._("A listing is linked or left blank: empty one of the two cells.")
            )

    def _read_switch(self, listing, cells, column, field, changes, problems):
        text = cells.get(column)
        if not text:
            return
        try:
            wanted = read_switch(text)
        except ValueError:
            label, told = self._get_label(listing, field), text[:LONGEST_NAME]
            problems.append(
                self.env._("%(label)s is yes or no, not %(text)s.", label=label, text=told)
            )
        else:
            if wanted != listing[field]:
                changes[field] = wanted

    def _read_number(self, listing, cells, name, changes, problems):
        text = cells.get(name)
        if not text:
            return
        try:
            number = read_number(text, listing._fields[name].type == "integer")
        except ValueError:
            label, told = self._get_label(listing, name), text[:LONGEST_NAME]
            problems.append(self.env._("%(label)s cannot be %(text)s.", label=label, text=told))
            return
        if name == "lead_time" and number > 30:
            problems.append(listing._explain_lead_time())
        elif number != listing[name]:
            changes[name] = number

    def _get_label(self, listing, field):
        return listing._fields[field]._description_string(self.env)

    def _word(self, listing, name, value):
        """What changes, for the preview: label, before, after."""
        products = self.env["product.product"]
        field = "pool_ids" if name == "pool" else name
        label = self._get_label(listing, field)
        before, after = listing[field], value
        if name == "uom_id":
            before, after = before.name, self.env["uom.uom"].browse(value or ()).name
        elif name == "product_id":
            before, after = before.display_name, products.browse(value or ()).display_name
        elif name == "pool":
            names = (before.product_id, products.browse(value))
            before, after = (", ".join(each.mapped("display_name")) for each in names)
        elif name in SWITCHES.values():
            before, after = (self.env._("yes") if each else "" for each in (before, after))
        return f"{label}: {before or '–'} → {after or '–'}"
