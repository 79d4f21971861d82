"""Answers that a test has laid down: what to send in place of an operation's own answer."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Answer:
    """The next `times` calls (None: all) that fit `when` are answered with exactly this.

    `after` does the operation's work first. The content comes once, or over and over: up to
    `size` bytes, or until the caller hangs up where it is `endless`; `piece` bytes every `pause`
    seconds; packed with `gzip` on its way. `cut`: the connection ends behind it as if broken.
    """

    operation: str
    status: int
    content: bytes
    headers: dict[str, str]
    times: int | None = 1
    when: dict[str, Any] = field(default_factory=dict)
    after: bool = False
    size: int | None = None
    endless: bool = False
    piece: int | None = None
    pause: float = 0
    gzip: bool = False
    cut: bool = False

    @property
    def is_stream(self) -> bool:
        """Whether the content is more than some bytes to be sent at once."""
        wishes = (self.size, self.endless, self.piece, self.pause, self.gzip, self.cut)
        return any(wishes)


class Answers:
    """The answers still to be given, in the order they were laid down."""

    def __init__(self) -> None:
        self._pending: list[Answer] = []

    def add(self, answer: Answer) -> None:
        self._pending.append(answer)

    def clear(self) -> None:
        self._pending.clear()

    def take(self, operation: str, call: dict[str, Any]) -> Answer | None:
        """The first answer for this call, counted down.

        `call` has what conditions may speak of: `path`, `query`, `body`, `seller`.
        """
        for answer in self._pending:
            if answer.operation in ("*", operation) and _fits(answer.when, call):
                if answer.times is not None:
                    answer.times -= 1
                    if answer.times < 1:
                        self._pending.remove(answer)
                return answer
        return None


def _fits(wanted: Any, seen: Any) -> bool:
    """Whether everything wanted is there: in objects key by key, in a list as one of many."""
    if isinstance(seen, list):
        return bool(wanted == seen or any(_fits(wanted, each) for each in seen))
    if isinstance(wanted, dict):
        return isinstance(seen, dict) and all(
            key in seen and _fits(value, seen[key]) for key, value in wanted.items()
        )
    if isinstance(seen, str):
        # A list in a query, or the lines of a body that is no JSON.
        return wanted == seen or wanted in seen.split(",") or wanted in seen.splitlines()
    return bool(wanted == seen)
