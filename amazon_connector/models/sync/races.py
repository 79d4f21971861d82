"""Lost races: what PostgreSQL refuses because another worker was faster is done again.

Odoo's transactions see the database as it was at their first query (REPEATABLE READ). A row that
somebody else has changed since cannot be changed any more: the transaction ends, and a new one,
which sees the change, may try.
"""

import logging
import re
import threading
from contextlib import contextmanager

import psycopg2

from odoo.exceptions import ConcurrencyError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

# PostgreSQL's three retry codes, and our own word for the same.
RACES = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError)
MOST_TRIES = 10

_sql_logger = logging.getLogger("odoo.sql_db")


def in_new_transaction(env, step):
    """Do a short step in a transaction of its own, again and at once while races are lost.

    No pause between the tries, unlike ``odoo.service.model.retrying``: the step starts with a
    look at what the winner has left, and winners are few. What the caller has done so far is
    committed first, so that no lost race takes it away.

    :param env: ``odoo.api.Environment``
    :param step: function without parameters; may run several times
    :return: what the step returns
    :raises ConcurrencyError: or an error of PostgreSQL, when every try was lost
    """
    cron = env["ir.cron"]
    cron._commit_progress()
    for left in reversed(range(MOST_TRIES)):
        try:
            result = step()
            cron._commit_progress()
        except RACES:
            env.cr.rollback()
            if not left:
                raise
        else:
            return result
    raise AssertionError("unreachable")


def make_alone(model, columns, keys):
    """Before records are made under keys that other workers may be making right now.

    The first to come has the owners of the keys (a store) until its transaction ends; the others
    wait for that. What it has made they cannot see, as their transactions began before, and would
    run into the unique index: a look with a new cursor tells, and they start again.

    :param model: recordset of the model
    :param columns: names of the columns of its unique key, the owner first
    :param keys: list of tuples, the values of these columns
    :raises ConcurrencyError: somebody else has made one of them meanwhile
    """
    if not keys:
        return
    # Everybody takes them in one order, so that no two wait for each other. One lock per owner,
    # not per key: PostgreSQL has room for some thousands.
    names = sorted({f"{model._table}:{key[0]}" for key in keys})
    model.env.execute_query(
        SQL(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0))::text FROM unnest(%s) AS name",
            names,
        )
    )
    row = SQL("(%s)", SQL(", ").join(SQL.identifier(column) for column in columns))
    table = SQL.identifier(model._table)
    # As VALUES the keys are joined by the unique index; in a list of a thousand PostgreSQL may look
    # for each in another one.
    values = SQL(", ").join(SQL("%s", tuple(key)) for key in keys)
    with model.env.registry.cursor() as cr:
        cr.execute(SQL("SELECT 1 FROM %s WHERE %s IN (VALUES %s) LIMIT 1", table, row, values))
        if cr.fetchone():
            raise ConcurrencyError("another worker has made the same records")


@contextmanager
def expected_races():
    """Where lost races are part of the work, Odoo's log calls none of them an error.

    Odoo logs every query that fails as a "bad query" at ERROR, with its values, which may be a
    buyer's. Of those of this thread, PostgreSQL's three retry codes become a short line at INFO;
    all others stay errors that name the table and what PostgreSQL has against it, and no value.
    """
    discreet = _DiscreetQueries()
    _sql_logger.addFilter(discreet)
    try:
        yield
    finally:
        _sql_logger.removeFilter(discreet)


class _DiscreetQueries(logging.Filter):
    _TABLE = re.compile(r"(?i)\b(?:INTO|UPDATE|FROM)\s+\"?(\w+)")

    def __init__(self):
        super().__init__()
        self._thread = threading.get_ident()

    def filter(self, record):
        error = record.args[-1] if isinstance(record.args, tuple) and record.args else None
        if record.thread != self._thread or not isinstance(error, Exception):
            return True
        kind = type(error).__name__
        if isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            record.levelno, record.levelname = logging.INFO, "INFO"
            record.msg, record.args = "another worker was faster (%s)", (kind,)
            return _sql_logger.isEnabledFor(logging.INFO)
        key = error.diag.constraint_name if isinstance(error, psycopg2.Error) else None
        facts = (kind, self._get_table(record.args[0]), key)
        record.msg, record.args = "bad query: %s", (" ".join(filter(None, facts)),)
        return True

    def _get_table(self, query):
        """:return: name of the first table that a query, text or bytes, is about"""
        text = query.decode(errors="replace") if isinstance(query, bytes) else str(query)
        found = self._TABLE.search(text)
        return found[1] if found else ""
