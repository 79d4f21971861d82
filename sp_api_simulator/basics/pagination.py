"""Pages: an opaque token stands for a search, where it stopped, and until when it is good."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self

from .clock import Clock
from .errors import invalid_input
from .ids import Ids


@dataclass(frozen=True)
class Position:
    """A search that goes on: whose, with which parameters, what was found, how far it got."""

    seller_id: str
    operation: str
    parameters: Any
    found: list[Any]
    offset: int
    facts: dict[str, Any] = field(default_factory=dict)

    def at(self, offset: int) -> Self:
        """The same search, further on (or back)."""
        return replace(self, offset=offset)


class PageTokens:
    """Tokens handed out. A token may be used again: a repeated call gets the same page."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._positions: dict[str, tuple[Position, datetime]] = {}

    def issue(self, position: Position, life: timedelta) -> str:
        token = f"{self._ids.uuid()}{self._ids.uuid()}".replace("-", "")
        self._positions[token] = (position, self._clock.now() + life)
        return token

    def resume(self, token: str, seller_id: str, operation: str, parameters: Any) -> Position:
        """The position of a token; ApiError 400 if it is not good for this very search."""
        position, expires = self._positions.get(token, (None, self._clock.now()))
        if position is None or (position.seller_id, position.operation) != (seller_id, operation):
            raise invalid_input("The pagination token is invalid.")
        if expires <= self._clock.now():
            raise invalid_input("The pagination token has expired.")
        if position.parameters != parameters:
            raise invalid_input("The request parameters differ from those of the first page.")
        return position
