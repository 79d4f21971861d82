"""Which rule fits what Amazon calls an amount: three words with wildcards, the narrowest wins."""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

ANY = "*"
Key = TypeVar("Key", bound=Hashable)
# Transaction type, amount type, amount description.
Triple = Sequence[str]
_SEPARATORS = re.compile(r"[\s_\-]+")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """:return: the word as it is compared: Amazon writes the same one with and without capital
    letters, spaces, hyphens and underscores
    """
    return _SEPARATORS.sub("", word.casefold())


@dataclass(frozen=True, slots=True)
class Rule(Generic[Key]):
    """What a rule asks for; ``scope`` ranks it before all that is in the words."""

    key: Key
    triple: tuple[str, str, str]
    scope: int = 0


class FeeMap(Generic[Key]):
    """Rules, ready to be asked.

    The widest scope number wins, then the most words without a wildcard, then the most letters,
    then the rule that came first.
    """

    def __init__(self, rules: Iterable[Rule[Key]]) -> None:
        ranked = sorted(rules, key=_rank)
        self._rules = [(rule.key, [_compiled(word) for word in rule.triple]) for rule in ranked]

    def find(self, triple: Triple) -> Key | None:
        """:return: the key of the rule that fits best, None where no rule fits"""
        words = [fold(word) for word in triple]
        for key, patterns in self._rules:
            if all(map(_fits, patterns, words)):
                return key
        return None


def _rank(rule: Rule[Key]) -> tuple[int, int, int]:
    words = [fold(word) for word in rule.triple]
    exact = sum(ANY not in word for word in words)
    return -rule.scope, -exact, -sum(len(word.replace(ANY, "")) for word in words)


def _compiled(word: str) -> re.Pattern[str]:
    # Unlike fnmatch, brackets and question marks stand for themselves.
    return re.compile(".*".join(map(re.escape, fold(word).split(ANY))), re.DOTALL)


def _fits(pattern: re.Pattern[str], word: str) -> bool:
    return pattern.fullmatch(word) is not None
