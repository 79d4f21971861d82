"""Reads Amazon's JSON with strict types and names the place that cannot be read.

Amazon leaves out what it has nothing to say about, so an absent key and null read alike: as
the empty value of the type.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from .errors import UnreadablePayload
from .words import as_word

Parsed = TypeVar("Parsed")

_NOTHING: Mapping[str, Any] = {}
# Half of a character that takes two units in UTF-16, and the one sign that PostgreSQL refuses.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_DEEPEST = 64
# Amazon sold nothing before; what lies outside is no date but an empty field.
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_TOO_MANY = 2**31
_DECIMALS = 10
_DIGITS = re.compile(r"[0-9]{1,10}")
_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")
# Amazon writes numbers as RFC 7159 has them, which knows powers of ten (``0E-2``).
_POWER_OF_TEN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?[eE][+-]?[0-9]{1,2}")


def clean_text(text: str) -> str:
    """:return: the text without what no database stores: each such sign costs one character"""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def storable(value: Any, _depth: int = 0) -> Any:
    """Make JSON storable, in PostgreSQL too, in a time that grows with its size alone.

    NUL and halves of surrogate pairs become U+FFFD, numbers that are none (NaN) become texts, and
    what is nested too deep to be read becomes a text as well: each is noticed by who reads it.

    :param value: what ``json.loads`` gives
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict | list) and _depth >= _DEEPEST:
        return "nested too deep"
    if isinstance(value, dict):
        return {clean_text(key): storable(item, _depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item, _depth + 1) for item in value]
    return value


class Money(NamedTuple):
    """An amount in a currency (ISO 4217 code)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object and its place in the payload."""

    value: Mapping[str, Any]
    path: str = ""

    @classmethod
    def root(cls, payload: object) -> "Node":
        """:raises UnreadablePayload: when ``payload`` is no JSON object"""
        if not isinstance(payload, Mapping):
            raise UnreadablePayload("", "is not an object")
        return cls(payload)

    def __bool__(self) -> bool:
        return bool(self.value)

    def fail(self, key: str, problem: str) -> UnreadablePayload:
        """:return: the error to raise about ``key``"""
        return UnreadablePayload(self._path(key), problem)

    def require(self, key: str) -> "Node":
        """:return: this object
        :raises UnreadablePayload: without ``key``: what Amazon has left out is not empty
        """
        if self.value.get(key) is None:
            raise self.fail(key, "is missing")
        return self

    def node(self, key: str) -> "Node":
        """:return: the object under ``key``; an empty one when absent"""
        value = self._get(key, Mapping, "an object")
        return Node(_NOTHING if value is None else value, self._path(key))

    def nodes(self, key: str) -> Iterator["Node"]:
        """:return: the objects of the list under ``key``; null is none"""
        for position, value in enumerate(self._get(key, list, "a list") or ()):
            path = f"{self._path(key)}[{position}]"
            if isinstance(value, Mapping):
                yield Node(value, path)
            elif value is not None:
                raise UnreadablePayload(path, "is not an object")

    def elements(self, key: str) -> tuple[Any, ...]:
        """:return: what the list under ``key`` holds, whatever it is: each is read by itself"""
        return tuple(self._get(key, list, "a list") or ())

    def parsed(
        self, key: str, parse: Callable[["Node"], Parsed]
    ) -> tuple[tuple[Parsed, ...], tuple[str, ...]]:
        """Read the objects of the list under ``key`` one by one: a broken one is its own affair.

        :param parse: reads one of them, or raises UnreadablePayload
        :return: those that can be read, and for each other one where it stands and why
        :raises UnreadablePayload: when there is something under ``key`` that is no list
        """
        read, broken = [], []
        for position, value in enumerate(self._get(key, list, "a list") or ()):
            path = f"{self._path(key)}[{position}]"
            try:
                if not isinstance(value, Mapping):
                    raise UnreadablePayload(path, "is not an object")
                read.append(parse(Node(value, path)))
            except UnreadablePayload as error:
                broken.append(str(error))
        return tuple(read), tuple(broken)

    def texts(self, key: str) -> tuple[str, ...]:
        """:return: the strings of the list under ``key``; null is none"""
        values = [value for value in self._get(key, list, "a list") or () if value is not None]
        for position, value in enumerate(values):
            if not isinstance(value, str):
                raise UnreadablePayload(f"{self._path(key)}[{position}]", "is not a text")
        return tuple(values)

    def text(self, key: str) -> str:
        """:return: the string under ``key``, empty when absent; a number is read as its digits"""
        value = self.value.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self._get(key, str, "a text") or ""

    def word(self, key: str) -> str:
        """:return: the word of one of Amazon's lists under ``key``, see ``words.as_word``"""
        return as_word(self.text(key))

    def required_text(self, key: str) -> str:
        """:raises UnreadablePayload: also when absent or empty"""
        text = self.text(key)
        if not text:
            raise self.fail(key, "is missing")
        return text

    def flag(self, key: str) -> bool:
        """:return: whether there is a true under ``key``; Amazon writes it as a text in places"""
        return str(self.value.get(key)).lower() == "true"

    def integer(self, key: str, default: int = 0) -> int:
        """:return: the number of pieces under ``key``"""
        value = self.value.get(key)
        if value is None:
            return default
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _TOO_MANY:
            raise self.fail(key, "is not a number of pieces")
        return value

    def optional_integer(self, key: str) -> int | None:
        """:return: the number of pieces under ``key``; None when absent, which is not zero"""
        return None if self.value.get(key) is None else self.integer(key)

    def time(self, key: str) -> datetime | None:
        """:return: the moment under ``key`` in UTC; Amazon means UTC where it names no zone"""
        text = self.text(key).strip()
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
            moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise self.fail(key, "is not a time in ISO 8601") from error
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise self.fail(key, f"is in the year {moment.year}")
        return moment

    def shown_time(self, key: str) -> datetime | None:
        """:return: as :meth:`time`, of what people only look at: an odd one keeps nothing back"""
        try:
            return self.time(key)
        except UnreadablePayload:
            return None

    def required_time(self, key: str) -> datetime:
        """:raises UnreadablePayload: also when absent"""
        moment = self.time(key)
        if moment is None:
            raise self.fail(key, "is missing")
        return moment

    def money(self, key: str) -> Money | None:
        """:return: the amount and its currency under ``key``; None without an amount"""
        node = self.node(key)
        amount = node.decimal("amount")
        if amount is None:
            return None
        return Money(amount, node.required_text("currencyCode").strip().upper())

    def decimal(self, key: str) -> Decimal | None:
        """:return: the number under ``key``, which Amazon writes as a text; None when absent"""
        value = self.value.get(key)
        if isinstance(value, str):
            value = value.strip() or None
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.fail(key, "is not an amount")
        if isinstance(value, float):
            value = round(value, _DECIMALS)  # What binary makes of 0.1 + 0.2.
        text = str(value)
        if _POWER_OF_TEN.fullmatch(text):
            text = f"{Decimal(text) or 0:f}"
        if not _AMOUNT.fullmatch(text):
            raise self.fail(key, "is not an amount")
        return Decimal(text)

    def required_decimal(self, key: str) -> Decimal:
        """:raises UnreadablePayload: also when absent"""
        number = self.decimal(key)
        if number is None:
            raise self.fail(key, "is missing")
        return number

    def _get(self, key: str, kind: type, name: str) -> Any:
        value = self.value.get(key)
        if value is not None and not isinstance(value, kind):
            raise self.fail(key, f"is not {name}")
        return value

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key
