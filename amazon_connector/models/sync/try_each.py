"""Acting on many records at once, so that one that fails does not keep the others."""

import logging

from psycopg2 import OperationalError

from odoo.exceptions import ConcurrencyError, UserError

_logger = logging.getLogger(__name__)


def try_each(records, act):
    """Act on records at once; where that fails, on each alone.

    :param records: recordset; what is done to those that fail is undone
    :param act: function that takes a recordset
    :return: dict record → why it could not be done
    :raises OperationalError: concurrency errors of PostgreSQL; the transaction is dead
    """
    if not records:
        return {}
    try:
        with records.env.cr.savepoint():
            act(records)
    except (OperationalError, ConcurrencyError):
        raise
    except Exception as error:  # noqa: BLE001 - a record that fails must wait alone
        if len(records) > 1:
            alone = (try_each(record, act) for record in records)
            return {record: reason for failed in alone for record, reason in failed.items()}
        if not isinstance(error, UserError):
            _logger.exception("%s failed", records)
        return {records: str(error)}
    return {}
