"""Isolation: what is bad fails alone, and all the rest goes through at the speed of a batch."""

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import psycopg2
from psycopg2 import errors

from odoo.exceptions import ConcurrencyError, UserError

from ...spapi.errors import UnreadablePayload
from ...spapi.redact import redact
from .races import RACES

_logger = logging.getLogger(__name__)

# Refusals of PostgreSQL's that say something about the values; trying again changes nothing.
TOO_LONG = (errors.ProgramLimitExceeded, errors.StringDataRightTruncation)
OWN_FAULTS = (psycopg2.DataError, psycopg2.IntegrityError, errors.ProgramLimitExceeded)


def isolate(
    cr,
    items: Sequence,
    act: Callable[[Any], Any],
    give_up: Callable[[Any, Exception], None],
    is_race: Callable[[Exception], bool] = lambda error: False,
) -> list:
    """Act on all items at once; where that fails, on halves, down to the one that is to blame.

    :param cr: cursor; what is done to items that fail is undone
    :param items: list or recordset
    :param act: function of several items; it may run several times for the same ones
    :param give_up: function of one item (as a list or recordset of one) and its error
    :param is_race: whether an error means that another worker was faster, which only a new
        transaction can see
    :return: what ``act`` returned for each part that went through
    :raises ConcurrencyError: or another of ``RACES``: the transaction is dead. Everything else
        that PostgreSQL refuses is the item's own affair
    """
    if not items:
        return []
    try:
        with cr.savepoint():
            return [act(items)]
    except RACES:
        raise
    except Exception as error:  # noqa: BLE001 - the one place where one of many may fail
        if is_race(error):
            # The words of PostgreSQL hold values, which may be a buyer's.
            raise ConcurrencyError("another worker has taken a key") from error
        if len(items) == 1:
            give_up(items, error)
            return []
    middle = len(items) // 2
    return [
        *isolate(cr, items[:middle], act, give_up, is_race),
        *isolate(cr, items[middle:], act, give_up, is_race),
    ]


def explain_failure(env, error: Exception) -> str:
    """Say why something could not be done, without the values that PostgreSQL's words carry.

    :return: sentence for a person
    """
    if isinstance(error, (UserError, UnreadablePayload)):
        return redact(str(error))
    if not isinstance(error, psycopg2.Error):
        return redact(f"{type(error).__name__}: {error}")
    if isinstance(error, TOO_LONG):
        return env._("A text in it is longer than Odoo can store.")
    if isinstance(error, errors.UniqueViolation):
        return env._(
            "It would make something a second time that Odoo keeps only once: %s",
            _get_words(env, error),
        )
    if isinstance(error, errors.QueryCanceled):
        return env._("Odoo's database took too long and gave up.")
    if isinstance(error, errors.DiskFull):
        return env._("The disk of Odoo's database is full.")
    return env._("Odoo's database refused it (%s).", type(error).__name__)


def _get_words(env, error: psycopg2.Error) -> str:
    """What the model says of the key that is taken, or the name of the key."""
    for model in env.registry.values():
        if model._table == error.diag.table_name and not model._abstract:
            known = model._table_objects.get(error.diag.constraint_name)
            message = known and known.get_error_message(env[model._name], error.diag)
            if message:
                return message
    return error.diag.constraint_name or type(error).__name__


def log_failure(records, error: Exception) -> None:
    """Tell the log of a failure that is not foreseen; of PostgreSQL's words only their kind."""
    if isinstance(error, (UserError, UnreadablePayload)):
        return
    if isinstance(error, psycopg2.Error):
        _logger.warning("%s failed: %s", records, type(error).__name__)
    else:
        _logger.error("%s failed: %s", records, get_trace(error))


def get_trace(error: Exception) -> str:
    """:return: what an error is and where it came from, without its words: they may be a buyer's"""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
