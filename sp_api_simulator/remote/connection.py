"""One call to the control endpoint of a simulator in another process."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, build_opener

_SECONDS_TO_ANSWER = 120


class ControlError(Exception):
    """The simulator could not do what was asked; the text says why."""


class Connection:
    """A running simulator at `url`, e.g. `http://127.0.0.1:8070`."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.token_url = f"{self.url}/auth/o2/token"
        self.consent_url = f"{self.url}/apps/authorize/consent"
        # An own opener: proxies set for the machine are not for loopback.
        self._open = build_opener().open

    def do(self, action: str, **arguments: Any) -> Any:
        """Any action by name; ControlError if the simulator refuses."""
        request = Request(
            f"{self.url}/_control/{action}",
            data=json.dumps(arguments, default=_plain).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        try:
            with self._open(request, timeout=_SECONDS_TO_ANSWER) as answer:
                return json.load(answer)["result"]
        except HTTPError as error:
            raise ControlError(json.load(error)["error"]) from error


def _plain(value: Any) -> str:
    """What JSON cannot hold, as text: Decimals, dates."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sent to the simulator")
