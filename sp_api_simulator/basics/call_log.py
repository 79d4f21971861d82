"""Every call counted and kept, so that a test can say what a job cost. No secret is kept."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class LoggedCall:
    """One call; `status` 0 where the connection was cut. The token endpoint's body is not kept."""

    operation: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    seller: str | None = None
    status: int = 0


class CallLog:
    """Calls since the last reset, in their order."""

    def __init__(self) -> None:
        self._calls: list[LoggedCall] = []

    def add(self, call: LoggedCall) -> LoggedCall:
        self._calls.append(call)
        return call

    def counts(self) -> dict[str, int]:
        """Number of calls per operation, refused ones too."""
        return dict(Counter(call.operation for call in self._calls))

    def list(self, operation: str | None = None) -> list[dict[str, Any]]:
        """The calls as plain dicts, of one operation or of all."""
        return [asdict(call) for call in self._calls if operation in (None, call.operation)]

    def clear(self) -> None:
        self._calls.clear()
