"""A page of what Amazon lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...spapi.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Page:
    """What ``_ask_page`` of an inbox returns.

    :ivar payloads: documents as Amazon sent them
    :ivar next_token: token of the page after it, empty on the last one
    :ivar updated_before: upper bound that Amazon put in force (UTC), if it echoes one
    """

    payloads: Sequence[Mapping[str, Any]]
    next_token: str | None = None
    updated_before: datetime | None = None


class Circle(Unavailable):
    """Amazon gives the same pages, or nothing at all, again and again."""
