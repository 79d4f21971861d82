"""What all addresses have in common: calls are counted, and faults may trip the connection."""

import asyncio
import json
from abc import ABC, abstractmethod
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ..basics.call_log import LoggedCall
from ..feeding.workers import catch_up
from ..state.faults import CONNECTION, Fault
from ..world import World
from .connections import abort_connection
from .replies import reply


class Endpoint(ABC):
    """An ASGI endpoint that answers one operation of the world.

    Answering changes the world without ever waiting, so one event loop needs no locks.
    """

    # Whether query and body hold secrets, which are kept out of the log.
    is_secret = False

    def __init__(self, world: World, operation: str) -> None:
        self._world = world
        self._operation = operation

    @abstractmethod
    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        """The response; `logged` may be told who is calling."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        calls = self._world.calls
        logged = calls.add(self._logged(request, body))
        cut = await self._trip_connection()
        # A call that was slow on purpose may find the world reset: it was meant for the old one.
        is_late = calls is not self._world.calls
        if is_late or (cut and not cut.options.get("after")):
            await abort_connection(receive, send)
            return
        catch_up(self._world)
        response = self._told(request, body, logged) or self._answer(request, body, logged)
        if cut:
            await abort_connection(receive, send)
            return
        logged.status = response.status_code
        await response(scope, receive, send)

    def _told(self, request: Request, body: bytes, logged: LoggedCall) -> Response | None:
        """The answer that was laid down for this call, with or without the work done."""
        call = {
            "path": request.path_params,
            "query": query_of(request),
            "body": _read(body, request.headers.get("content-type", "")),
            "seller": self._caller(request),
        }
        told = self._world.answers.take(self._operation, call)
        if told and told.after:
            self._answer(request, body, logged)
        return reply(told) if told else None

    def _caller(self, request: Request) -> str | None:
        """The id of the seller who calls, as far as it can be told."""
        return None

    def _logged(self, request: Request, body: bytes) -> LoggedCall:
        """The call for the log: without headers, where the tokens are."""
        return LoggedCall(
            self._operation,
            request.method,
            request.url.path,
            {} if self.is_secret else query_of(request),
            None if self.is_secret else _read(body),
        )

    async def _trip_connection(self) -> Fault | None:
        """Wait where the answer is to be slow; the fault, if the connection is to be cut."""
        fault = self._world.faults.take(CONNECTION, self._operation)
        if fault and fault.kind == "slow":
            await asyncio.sleep(float(fault.options.get("seconds", 1)))
            return None
        return fault


def query_of(request: Request) -> dict[str, str]:
    """The query with repeated parameters joined by commas, as Amazon takes lists either way."""
    query: dict[str, str] = {}
    for key, value in request.query_params.multi_items():
        query[key] = f"{query[key]},{value}" if key in query else value
    return query


def _read(body: bytes, content_type: str = "") -> Any:
    """A JSON body or a form as data, anything else as text."""
    if not body:
        return None
    if content_type.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode("utf-8", "replace")))
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
