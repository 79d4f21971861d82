"""Odoo compared with Amazon: two snapshots of plain values, and every difference in words.

A snapshot tells of each subject (orders, shipments, refunds, …) a list of facts, each a key and a
value. A key that a side tells twice is something that happened twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# Subject → what the facts of a side are; keys and values are short texts.
Snapshot = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Difference:
    """What of a subject is not the same on both sides."""

    subject: str
    key: str
    amazon: tuple[str, ...]
    odoo: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.subject}: {self.key}: {self._sentence()}"

    def _sentence(self) -> str:
        if not self.odoo:
            return f"Amazon has {_listed(self.amazon)}, Odoo has nothing"
        if not self.amazon:
            return f"Odoo has {_listed(self.odoo)}, Amazon has nothing"
        if len(self.odoo) != len(self.amazon):
            return (
                f"Odoo has it {len(self.odoo)} times ({_listed(self.odoo)}), "
                f"Amazon {len(self.amazon)} times ({_listed(self.amazon)})"
            )
        return f"Amazon has {_listed(self.amazon)}, Odoo has {_listed(self.odoo)}"


def compare(amazon: Snapshot, odoo: Snapshot) -> list[Difference]:
    """Every key whose values are not the same, as often, on both sides.

    :raises ValueError: one side does not tell of a subject at all, so that nothing was compared
    """
    if missing := set(amazon) ^ set(odoo):
        raise ValueError(f"only one side tells of {', '.join(sorted(missing))}")
    return [
        difference
        for subject in sorted(amazon)
        for difference in _compare_subject(subject, amazon[subject], odoo[subject])
    ]


def _compare_subject(
    subject: str, amazon: Iterable[tuple[str, str]], odoo: Iterable[tuple[str, str]]
) -> Iterator[Difference]:
    told, known = _by_key(amazon), _by_key(odoo)
    for key in sorted(told.keys() | known.keys()):
        values = told.get(key, ()), known.get(key, ())
        if values[0] != values[1]:
            yield Difference(subject, key, *values)


def _by_key(facts: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    values: dict[str, list[str]] = {}
    for key, value in facts:
        values.setdefault(key, []).append(value)
    return {key: tuple(sorted(each)) for key, each in values.items()}


def _listed(values: tuple[str, ...]) -> str:
    return " and ".join(dict.fromkeys(values))


def count_facts(snapshot: Snapshot) -> dict[str, int]:
    """How many facts were compared of each subject: zero differences of nothing say nothing."""
    return {subject: len(facts) for subject, facts in sorted(snapshot.items())}


def as_amount(value: Any) -> str:
    """An amount of money as both sides write it: two decimals, no minus before zero."""
    amount = f"{float(value):.2f}"
    return "0.00" if amount == "-0.00" else amount
