"""Families with variants made of what Amazon's catalog says: beside one product at a time."""

from odoo.fields import Command

from .tools.results import Figure, seconds
from .tools.shop import Shop

FAMILIES, VARIANTS = 2_000, 10
# The naive way is measured on so many, and counted up.
NAIVE_FAMILIES = 60
CHUNK = 200
SIZES = ("S", "M", "L", "XL", "XXL")
COLORS = ("Red", "Blue")


def measure(shop: Shop, count: int = FAMILIES) -> list[Figure]:
    before = shop.env.cr.sql_log_count
    naive = seconds(lambda: _make_naively(shop, NAIVE_FAMILIES)) * count / NAIVE_FAMILIES
    naive_queries = (shop.env.cr.sql_log_count - before) / NAIVE_FAMILIES
    listings = _offer(shop, count)
    before = shop.env.cr.sql_log_count
    spent = seconds(lambda: _make(listings))
    queries = (shop.env.cr.sql_log_count - before) / count
    products = listings.product_id
    if len(products) != len(listings) or len(products.product_tmpl_id) != count:
        raise AssertionError(f"{len(products)} products for {len(listings)} listings")
    print(f"   {count} families of {VARIANTS} made in {spent:.1f} s", flush=True)
    return [
        Figure("product_families_made", count / spent, "families/s", count / naive),
        Figure("product_families_queries", queries, "queries/family", naive_queries),
    ]


def _options(number: int) -> list[list[str]]:
    """The options of the number-th variant of a family."""
    return [["Color", COLORS[number % 2]], ["Size", SIZES[number // 2 % 5]]]


def _facts(family: int, number: int) -> dict:
    return {
        "name": f"Shirt {family} ({number})",
        "parent": f"BP{family:08d}",
        "options": _options(number),
        "brand": f"Brand {family % 50}",
        "category": f"Category {family % 20}",
        "description": "A shirt of linen.",
        "weight": 0.25,
        "volume": 0.002,
        "sides": [0.3, 0.2, 0.03],
        "family": {"name": f"Shirt {family}", "children": []},
    }


def _offer(shop: Shop, count: int):
    """Listings that were looked up in the catalog, and wait for their products."""
    listings = shop.env["amazon.listing"].create(
        [
            {
                "store_id": shop.store.id,
                "seller_sku": f"SHIRT-{family}-{number}",
                "asin": f"B{family:07d}{number:02d}",
                "title": f"Shirt {family}",
                "price": 19.99,
                "catalog": _facts(family, number),
                "catalog_asked_at": "2026-01-01 00:00:00",
            }
            for family in range(count)
            for number in range(VARIANTS)
        ]
    )
    shop.env.cr.commit()
    return listings


def _make(listings) -> None:
    """As the job does it, but for the calls to Amazon."""
    worker = listings.with_env(listings.account_id._work_env().env)
    for start in range(0, len(worker), CHUNK):
        worker[start : start + CHUNK]._make_wanted()
        worker.env.cr.commit()


def _make_naively(shop: Shop, count: int) -> None:
    """One family at a time: look for each thing, make it, let Odoo make all combinations, then
    find each variant, write its values and link it; commit each.
    """
    env = shop.env
    for family in range(count):
        listings = env["amazon.listing"].create(
            [
                {"store_id": shop.store.id, "seller_sku": f"PLAIN-{family}-{number}"}
                for number in range(VARIANTS)
            ]
        )
        category = _named(env["product.category"], f"Category {family % 20}")
        template = env["product.template"].create(
            {
                "name": f"Plain shirt {family}",
                "is_storable": True,
                "categ_id": category.id,
                "attribute_line_ids": _prepare_lines_naively(env),
            }
        )
        for number, listing in enumerate(listings):
            _link_naively(template, listing, _options(number))
        env.cr.commit()


def _prepare_lines_naively(env) -> list:
    lines = {}
    for number in range(VARIANTS):
        for name, value in _options(number):
            lines.setdefault(_named(env["product.attribute"], name), {}).setdefault(value)
    Value = env["product.attribute.value"]
    return [
        Command.create(
            {
                "attribute_id": attribute.id,
                "value_ids": [
                    Command.link(_named(Value, value, attribute_id=attribute.id).id)
                    for value in values
                ],
            }
        )
        for attribute, values in lines.items()
    ]


def _link_naively(template, listing, options) -> None:
    links = template.attribute_line_ids.product_template_value_ids
    chosen = links.filtered(lambda link: [link.attribute_id.name, link.name] in options)
    variant = template._get_variant_for_combination(chosen)
    variant.write({"default_code": listing.seller_sku, "weight": 0.25, "volume": 0.002})
    template.env["product.pricelist.item"].create(
        {
            "pricelist_id": listing.store_id.pricelist_id.id,
            "applied_on": "0_product_variant",
            "product_id": variant.id,
            "fixed_price": 19.99,
        }
    )
    listing.product_id = variant


def _named(model, name, **vals):
    domain = [("name", "=", name), *((key, "=", value) for key, value in vals.items())]
    return model.search(domain, limit=1) or model.create({**vals, "name": name})
