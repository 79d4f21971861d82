"""A transaction of its own that is always undone: what would happen is seen, and never happens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import NoReturn

from odoo import api

from ...context_keys import NUMBERS
from ..sync.races import RACES, expected_races

MOST_TRIES = 3
# Numbers of what is undone: beside those that are in use, and never taken from a sequence.
FIRST_NUMBER = 900_000_000


def in_vain(env: api.Environment, step: Callable[[api.Environment], list]) -> list:
    """Do a step in a transaction that is undone, again while races are lost.

    :param env: what the caller did so far is committed, or it is not seen
    :param step: function of the transaction's environment; it returns plain values
    :return: what the step returned
    :raises ConcurrencyError: or an error of PostgreSQL, when every try was lost
    """
    with expected_races():
        for left in reversed(range(MOST_TRIES)):
            try:
                with discarded(env) as played:
                    return step(played)
            except RACES:
                if not left:
                    raise
    raise AssertionError("unreachable")


@contextmanager
def discarded(env: api.Environment) -> Iterator[api.Environment]:
    """An environment in which everything works as usual and nothing is kept.

    Sequences are left alone, mails and jobs that a commit would wake stay asleep, and whoever
    commits inside is refused.

    :return: context manager that gives the environment
    """
    cr = env.registry.cursor()
    try:
        cr.commit = _refuse
        context = dict(env.context, **{NUMBERS: count(FIRST_NUMBER)})
        yield api.Environment(cr, env.uid, context, env.su)
    finally:
        del cr.commit
        cr.rollback()
        cr.close()
        # What the process keeps of what was looked up inside may be of records that never were.
        if caches := tuple(env.registry.cache_invalidated):
            env.registry.clear_cache(*caches)


def _refuse() -> NoReturn:
    raise RuntimeError("A rehearsal is never committed.")
