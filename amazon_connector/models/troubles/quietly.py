"""Queries that may lose a race, where losing it costs nothing and deserves no line in the log."""

from psycopg2.errors import SerializationFailure

from odoo.tools import SQL


def lock_quietly(records):
    """Lock the rows that no other transaction has or has changed since ours began.

    :return: the locked records; of the others, somebody else takes care
    """
    if not records:
        return records
    query = SQL(
        "SELECT id FROM %s WHERE id IN %s FOR NO KEY UPDATE SKIP LOCKED",
        SQL.identifier(records._table),
        tuple(records.ids),
    )
    locked = {id_ for (id_,) in run_quietly(records.env.cr, query)}
    return records.filtered(lambda record: record.id in locked)


def run_quietly(cr, query):
    """Run a query in a savepoint of its own.

    :return: its rows, none if another transaction was faster
    """
    # What the ORM has pending may lose races too, and those are not to be lost silently.
    cr.flush()
    try:
        with cr.savepoint(flush=False):
            cr.execute(query, log_exceptions=False)
            return cr.fetchall()
    except SerializationFailure:
        return []
