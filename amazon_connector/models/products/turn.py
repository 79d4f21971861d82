"""One after the other: products, and what they share, are made once by however many workers."""

from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

LOCK = "amazon_connector products"
# What is looked for before it is made. A name has no unique index in Odoo.
TABLES = (
    "product_template",
    "product_product",
    "product_attribute",
    "product_attribute_value",
    "product_category",
    "amazon_brand",
)
# A worker makes at most so many between two looks.
NEWEST = 500


def take_turn(env):
    """Be the only worker that makes products until this transaction ends.

    Whoever waited here has a transaction that began before the other one's ended, and sees none
    of what that has made: a look with a new cursor tells, and the work starts again.

    :raises ConcurrencyError: somebody has made products since this transaction began
    """
    lock = SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))::text", LOCK)
    env.execute_query(lock)
    for table in TABLES:
        name = SQL.identifier(table)
        with env.registry.cursor() as cr:
            cr.execute(SQL("SELECT id FROM %s ORDER BY id DESC LIMIT %s", name, NEWEST))
            ids = [row[0] for row in cr.fetchall()]
        seen = env.execute_query(SQL("SELECT count(*) FROM %s WHERE id = ANY(%s)", name, ids))
        if seen[0][0] < len(ids):
            raise ConcurrencyError("another worker has made products")
