"""A condition for syncing: whether it holds, why not, and what mends it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Condition:
    """What ``_get_conditions`` of a model says, one for each thing that has to hold.

    :param name: what has to hold, in the reader's language
    :param is_met: whether it does
    :param reason: sentence why not; shown where it does not hold
    :param remedy: method that opens or does what helps
    :param remedy_text: label of its button
    :param record: whose method it is; empty: the record that is looked at
    :param changes: model whose records the remedy changes: it is offered only to who may do so
    :param opens: model whose records the remedy shows: it is offered only to who may see them
    :param covers: kinds of troubles that say the same
    """

    name: str
    is_met: bool
    reason: str = ""
    remedy: str = ""
    remedy_text: str = ""
    record: Any = None
    changes: str = ""
    opens: str = ""
    covers: tuple[str, ...] = ()
