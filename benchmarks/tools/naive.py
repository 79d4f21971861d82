"""The naive way: what connectors usually do, written as plainly and as fast as that way allows.

One order at a time: look whether it is there, create the customer, create the sales order,
confirm it, commit. Contexts are Odoo's own, so changes are tracked and logged. It shares
client and parser with the connector, since neither is what is compared, but keeps no quota.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

from odoo.addons.amazon_connector.spapi.client import Client
from odoo.addons.amazon_connector.spapi.credentials import Credentials
from odoo.addons.amazon_connector.spapi.orders import Order, parse_order
from odoo.service.model import retrying


class NoQuota:
    """A rate limiter that lets every call through; the simulator does not mind."""

    def take(self, operation: str) -> None:
        pass

    def learn(self, operation: str, rate: float) -> None:
        pass

    def exhausted(self, operation: str) -> datetime:
        return datetime.now(UTC)


def _get_client(account) -> Client:
    return Client(
        Credentials(account.lwa_client_id, account.lwa_client_secret, account.refresh_token),
        account.region,
        selling_partner_id=account.selling_partner_id,
        api_url=account.api_url,
        token_url=account.token_url,
        rate_limiter=NoQuota(),
    )


def import_orders(account, since, part: int = 0, parts: int = 1) -> int:
    """Fetch all orders and make sales orders of every ``parts``-th, from ``part`` on.

    :param account: ``amazon.account`` in any environment
    :param since: aware time from which orders are asked for
    :return: number of orders imported
    """
    orders = list(_fetch(account, since))[part::parts]
    store = account.store_ids.filtered(lambda store: store.state == "live")
    for order in orders:
        # Repeats after a concurrency error, then commits.
        retrying(partial(_import_order, store, order), account.env)
    return len(orders)


def _fetch(account, since) -> Iterator[Order]:
    client = _get_client(account)
    token = None
    while True:
        page = client.search_orders(last_updated_after=since, pagination_token=token)
        yield from map(parse_order, page.orders)
        token = page.next_token
        if not token:
            return


def _import_order(store, order: Order) -> None:
    env = store.env
    if env["sale.order"].search([("client_order_ref", "=", order.order_id)], limit=1):
        return
    partner = env["res.partner"].create(_partner_values(env, order))
    sale = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "client_order_ref": order.order_id,
            "date_order": order.created_at.replace(tzinfo=None, microsecond=0),
            "pricelist_id": store.pricelist_id.id,
            "warehouse_id": store.warehouse_id.id,
            "order_line": [(0, 0, _line_values(env, item)) for item in order.items],
        }
    )
    sale.action_confirm()


def _partner_values(env, order: Order) -> dict:
    address = order.address
    country = env["res.country"].search([("code", "=", address.country_code)], limit=1)
    state = env["res.country.state"].search(
        [("country_id", "=", country.id), ("code", "=", address.state)], limit=1
    )
    return {
        "name": address.name,
        "email": order.buyer.email,
        "street": address.lines[0],
        "city": address.city,
        "zip": address.postal_code,
        "phone": address.phone,
        "country_id": country.id,
        "state_id": state.id,
    }


def _line_values(env, item) -> dict:
    product = env["product.product"].search([("default_code", "=", item.sku)], limit=1)
    price = sum((charge.amount for charge in item.charges if charge.kind == "ITEM"), Decimal(0))
    return {
        "product_id": product.id,
        "name": item.title,
        "product_uom_qty": item.quantity_ordered,
        "price_unit": float(price / item.quantity_ordered),
        "tax_ids": [(6, 0, [])],
    }


def deliver(sales) -> None:
    """Validate each delivery as a person would; commit each."""
    for sale in sales:
        retrying(sale.picking_ids.button_validate, sales.env)


def invoice(sales) -> None:
    """Invoice and post each sales order; commit each."""
    for sale in sales:
        retrying(lambda sale=sale: sale._create_invoices().action_post(), sales.env)


def push_stock(store) -> int:
    """Compare each listing's product with what Amazon was told; patch what differs, commit each.

    Odoo prefetches the quantities of a thousand products at a time here: nothing is slowed down.

    :return: number of quantities sent
    """
    client = _get_client(store.account_id)
    mapper = store.env["amazon.stock.mapper"]
    listings = store.env["amazon.listing"].search([("store_id", "=", store.id)])
    changed = {}
    for listing in listings:
        product = listing.product_id.with_context(warehouse_id=store.warehouse_id.id)
        if int(product.free_qty) != listing.pushed_quantity:
            changed[listing] = int(product.free_qty)
    for listing, quantity in changed.items():
        payload = mapper._prepare_quantity_payload(quantity, lead_time=0)
        client.patch_listings_item(listing.seller_sku, store.marketplace_id.code, payload)
        listing.pushed_quantity = quantity
        store.env.cr.commit()
    return len(changed)
