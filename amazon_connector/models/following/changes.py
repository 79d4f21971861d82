"""What a transaction changes of the stock is told once, before it is committed."""

from collections import defaultdict
from functools import partial

from .amazon_listing import PUSHING

# What has changed of some products: what lies on the shelves, or what is to leave or to come.
SHELVES, MOVES = "shelves", "moves"
# Ids of the products that this transaction has changed, by what has.
CHANGED = "amazon_stock_changed"
# Stores whose quantities follow from open moves, reserved or not.
COUNTING_MOVES = ["|", ("stock_basis", "!=", "available"), ("incoming_days", ">", 0)]


def note_change(products, kind):
    """Remember that the stock of products has changed.

    :param products: ``product.product``
    :param kind: ``SHELVES`` or ``MOVES``
    """
    waiting = products.env.cr.precommit
    changed = waiting.data.setdefault(CHANGED, defaultdict(set))
    if products and not changed:
        waiting.add(partial(_follow_changed, products.sudo().env))
    if products:
        changed[kind].update(products.ids)


def _follow_changed(env):
    changed = env.cr.precommit.data.pop(CHANGED, None) or defaultdict(set)
    ids = changed[SHELVES]
    moved = changed[MOVES] - ids
    if moved and env["amazon.store"].search_count([*PUSHING, *COUNTING_MOVES], limit=1):
        ids |= moved
    env["amazon.listing"]._follow_products(env["product.product"].browse(ids))
