"""Faults on demand: what is to go wrong, with which operation, how often."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Faults that come in place of the answer, before the operation is looked at.
REFUSALS = (
    "throttled",
    "server_error",
    "unavailable_html",
    "forbidden_message",
    "expired_token",
    "revoked_token",
)
# Faults of the connection: a slow one, and one that is cut before or (`after`) behind the work.
CONNECTION = ("slow", "connection_reset")
# Faults that the operation itself brings into its answer or its work.
ANSWERS = (
    "truncated_gzip",
    "wrong_charset",
    "duplicate_page",
    "out_of_order",
    "omit_order",
    "expired_page_token",
    "feed_not_applied",
    "patch_not_applied",
)
KINDS = (*REFUSALS, *CONNECTION, *ANSWERS)


@dataclass
class Fault:
    """`count` times the operation (`*`: any) goes wrong in the way of `kind`."""

    operation: str
    kind: str
    count: int
    options: dict[str, Any] = field(default_factory=dict)


class Faults:
    """The faults still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._pending: list[Fault] = []

    def add(self, operation: str, kind: str, count: int = 1, **options: Any) -> None:
        """Let `kind` happen to the next `count` calls of `operation`; ValueError if unknown."""
        if kind == "omit_order" and "order_id" not in options:
            raise ValueError("omit_order needs an order_id")
        if kind not in KINDS:
            raise ValueError(f"there is no fault {kind!r}: one of {', '.join(KINDS)}")
        self._pending.append(Fault(operation, kind, count, options))

    def clear(self) -> None:
        self._pending.clear()

    def take(
        self,
        kinds: tuple[str, ...],
        *operations: str,
        where: Callable[[Fault], bool] = lambda fault: True,
    ) -> Fault | None:
        """The first pending fault of these kinds for one of these names, counted down.

        One that does not fit the occasion (`where`) waits for the next.
        """
        for fault in self._pending:
            if fault.kind in kinds and fault.operation in ("*", *operations) and where(fault):
                fault.count -= 1
                if fault.count < 1:
                    self._pending.remove(fault)
                return fault
        return None
