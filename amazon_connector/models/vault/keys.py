"""The keys that encrypt secrets at rest: the server's own, never in the database beside them."""

import os
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from odoo.tools import config

OPTION = "amazon_connector_key"
VARIABLE = "AMAZON_CONNECTOR_KEY"
# What is stored begins with it; anything else is plain text from before there was a key.
SEAL = "sealed:"


class Unusable(Exception):
    """The server's configuration holds something that is no key."""


class Unreadable(Exception):
    """A value was encrypted with a key that the server no longer has."""


def seal(value: str) -> str:
    """Encrypt a value with the first key; without a key it stays as it is.

    :raises Unusable: when what is configured is no key
    """
    keys = _get_keys()
    if not value or not keys or value.startswith(SEAL):
        return value
    return SEAL + keys[0].encrypt(value.encode()).decode()


def unseal(value: str) -> str:
    """The plain text of a stored value, whichever of the keys it was encrypted with.

    :raises Unreadable: when none of the keys fits
    """
    if not value.startswith(SEAL):
        return value
    try:
        return MultiFernet(_get_keys()).decrypt(value.removeprefix(SEAL)).decode()
    except (InvalidToken, Unusable, ValueError) as error:
        raise Unreadable from error


def get_state(value: str) -> str:
    """How well a stored value is kept.

    :return: ``plain``, ``sealed``, ``outdated`` (with a key that is not the first any more) or
        ``unreadable``
    """
    if not value.startswith(SEAL):
        return "plain"
    try:
        unseal(value)
        _get_keys()[0].decrypt(value.removeprefix(SEAL))
    except Unreadable:
        return "unreadable"
    except InvalidToken:
        return "outdated"
    return "sealed"


def get_key_state() -> str:
    """:return: ``missing``, ``unusable`` or ``set``"""
    try:
        return "set" if _get_keys() else "missing"
    except Unusable:
        return "unusable"


def _get_keys() -> list[Fernet]:
    configured = os.environ.get(VARIABLE) or config.get(OPTION) or ""
    return _parse(str(configured))


@lru_cache(maxsize=8)
def _parse(configured: str) -> list[Fernet]:
    """:raises Unusable: when one of the keys, which commas separate, is none"""
    try:
        return [Fernet(key.strip()) for key in configured.split(",") if key.strip()]
    except ValueError:
        # Without the cause: its words and its frame hold the key.
        raise Unusable from None
