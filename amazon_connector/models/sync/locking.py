"""Rows that several transactions meet at: taken in time, or touched so that others notice."""

from contextlib import contextmanager

from odoo.tools import SQL


@contextmanager
def queue_up(env, name):
    """Hold a name while the block runs; whoever wants to hold it as well waits for that.

    Held by the session, not by a transaction: one that waits has seen the database already as it
    was before it waited, and would be refused what others have changed meanwhile. One that begins
    inside the block sees all that those before it have done. PostgreSQL lets go of the name when
    the worker dies.

    :param env: ``odoo.api.Environment``; what the block does begins with a commit
    :param name: text
    """
    key = SQL("hashtextextended(%s, 0)", name)
    env.execute_query(SQL("SELECT pg_advisory_lock(%s)::text", key))
    try:
        yield
    except BaseException:
        env.cr.rollback()  # A transaction that has failed takes no query any more.
        raise
    finally:
        env.execute_query(SQL("SELECT pg_advisory_unlock(%s)", key))


def lock_rows(records):
    """Lock records until the end of the transaction, waiting for whoever has them.

    Taken in the order of their ids, so that two transactions never wait for each other; others
    may still refer to them by new rows. Odoo's ``lock_for_update`` does not wait.

    :param records: recordset of one model
    :raises SerializationFailure: somebody changed one of them after this transaction began
    """
    ids = tuple(sorted(id_ for id_ in records.ids if id_))
    if ids:
        table = SQL.identifier(records._table)
        records.env.execute_query(
            SQL("SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE", table, ids)
        )


def touch_rows(records):
    """Make whoever began before us, and writes these records after us, begin anew.

    For what we add to a record without writing it, for example a move to a transfer: PostgreSQL
    compares rows, so that someone who closes the transfer on an older snapshot would not notice.

    :param records: recordset of one model
    """
    lock_rows(records)
    if records:
        table = SQL.identifier(records._table)
        records.env.cr.execute(
            SQL("UPDATE %s SET write_date = write_date WHERE id IN %s", table, tuple(records.ids))
        )
