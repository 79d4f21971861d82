"""Seconds that the pages of orders, listings and shipments take to open with 200,000 of each.

The rows are copies of a few real ones, made by SQL. A page is what the web client asks for: the
first 80 records with the fields of the list and their number, plain, with each filter and each
grouping of the search view; and one record with the fields of the form. The slowest counts.
"""

import time
from collections.abc import Iterator

from lxml import etree

from odoo.tools.safe_eval import safe_eval

from .tools.results import Figure
from .tools.rows import copy_rows
from .tools.shop import Shop

ROWS = 200_000
MOST_SECONDS = 1.0
PAGE = 80
# The web client counts no further.
COUNTED = 10_001
MODELS = ("amazon.order", "amazon.listing", "amazon.shipment")


def measure(shop: Shop, rows: int = ROWS) -> list[Figure]:
    start = time.perf_counter()
    _multiply(shop, rows)
    print(f"   {rows} rows of each made in {time.perf_counter() - start:.0f} s", flush=True)
    env = shop.env(user=shop.env.ref("base.user_admin").id, su=False)
    return [measure_page(env[name]) for name in MODELS]


def measure_page(model, offset: int = 1000) -> Figure:
    """Open a page in all ways; the slowest is its figure.

    :param offset: which record's form is opened
    """
    name = f"page_{model._name.replace('.', '_')}"
    spent = {}
    for way, work in _get_ways(model, offset):
        work()  # A worker of Odoo has its caches filled.
        model.env.invalidate_all()
        start = time.perf_counter()
        work()
        spent[way] = time.perf_counter() - start
    model.env.cr.commit()
    slow = sorted(spent, key=spent.get, reverse=True)
    print(f"   {name}:", ", ".join(f"{way} {spent[way]:.2f} s" for way in slow[:6]), flush=True)
    return Figure(name, spent[slow[0]], "s", MOST_SECONDS)


def _get_ways(model, offset: int) -> Iterator[tuple[str, object]]:
    views = model.get_views([(False, "list"), (False, "form"), (False, "search")])["views"]
    fields = read_fields(model, etree.fromstring(views["list"]["arch"]))

    def search(domain):
        return lambda: model.web_search_read(domain, fields, limit=PAGE, count_limit=COUNTED)

    yield "plain", search([])
    form = read_fields(model, etree.fromstring(views["form"]["arch"]))
    record = model.search([], limit=1, offset=offset)
    yield "form", lambda: record.web_read(form)
    for entry in etree.fromstring(views["search"]["arch"]).iter("filter"):
        name, context = entry.get("name"), safe_eval(entry.get("context", "{}"))
        if entry.get("domain"):
            yield f"filter {name}", search(safe_eval(entry.get("domain"), {"uid": model.env.uid}))
        elif group := context.get("group_by"):
            yield (
                f"by {group}",
                lambda group=group: model.web_read_group([], [group], ["__count"], limit=PAGE),
            )


def read_fields(model, arch) -> dict:
    """The specification that the web client makes of the fields of a view."""
    specification = {}
    for node in arch.iter("field"):
        if any(parent.tag == "field" for parent in node.iterancestors()):
            continue
        field = model._fields[node.get("name")]
        inner = {}
        if field.type == "many2one":
            inner = {"fields": {"display_name": {}}}
        elif field.relational:
            comodel = model.env[field.comodel_name]
            inner = {"fields": read_fields(comodel, node[0]) if len(node) else {}, "limit": 40}
        specification[field.name] = inner
    return specification


# Rows


def _multiply(shop: Shop, rows: int) -> None:
    """Copies of an imported order with its sales order, items, delivery and shipment."""
    sale = _deliver_one(shop)
    shop.env.flush_all()
    order = sale.amazon_order_ids
    sales = copy_rows(sale, rows, name="'PAGE' || number", client_order_ref="'PAGE-' || number")
    orders = copy_rows(
        order,
        rows,
        amazon_ref="'PAGE-' || number",
        sale_order_id=f"{sales} + number",
        # Most orders are done; they are of the last year.
        purchase_date="now() - number * interval '3 minutes'",
        state="CASE WHEN mod(number, 100) = 0 THEN 'held' ELSE 'done' END",
    )
    copy_rows(order.item_ids[:1], rows, order_id=f"{orders} + number", amazon_ref="number::text")
    pickings = copy_rows(
        sale.picking_ids, rows, name="'PAGE/' || number", sale_id=f"{sales} + number"
    )
    copy_rows(
        order.shipment_ids,
        rows,
        order_id=f"{orders} + number",
        picking_id=f"{pickings} + number",
        package_ref="number::text",
        state="CASE WHEN mod(number, 1000) = 0 THEN 'pending' ELSE 'confirmed' END",
    )
    _multiply_listings(shop, rows)
    shop.env.cr.commit()
    shop.env.cr.execute("ANALYZE")
    shop.env.cr.commit()


def _deliver_one(shop: Shop):
    """:return: ``sale.order`` of an imported order that has left"""
    shop.store.push_shipments = True
    shop.place_orders(1)
    shop.account.action_sync_orders()
    sale = shop.find_sales()
    sale.picking_ids.carrier_tracking_ref = "1Z999"
    sale.picking_ids.button_validate()
    return sale


def _multiply_listings(shop: Shop, rows: int) -> None:
    listing = shop.env["amazon.listing"].create(
        {"store_id": shop.store.id, "seller_sku": "PAGE", "title": "A thing"}
    )
    shop.env.flush_all()
    copy_rows(
        listing,
        rows,
        seller_sku="'PAGE-' || number",
        # All products of the shop in turn; one listing in fifty has none.
        product_id="CASE WHEN mod(number, 50) > 0 THEN"
        " (ARRAY(SELECT id FROM product_product))[1 + mod(number, 40)] END",
    )
