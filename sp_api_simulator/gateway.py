"""The door that every call passes: counted, tripped by faults, authorised, rated, answered."""

import asyncio
import json
import socket
import struct
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .call_log import LoggedCall
from .errors import ApiError, quota_exceeded, unauthorized
from .faults import CONNECTION, REFUSALS, Fault
from .marketplaces import REGIONS
from .operations.operation import Call, Operation, json_answer
from .rates import PUBLISHED
from .refusals import refusal
from .state.sellers import Seller
from .world import World


class Gateway:
    """The ASGI endpoint of one operation.

    Handlers change the world without ever waiting, so one event loop needs no locks.
    """

    def __init__(self, world: World, operation: Operation) -> None:
        self._world = world
        self._operation = operation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        call = self._world.calls.add(logged_call(self._operation.name, request, body))
        cut = await trip_connection(self._world, self._operation.name)
        if cut and not cut.options.get("after"):
            await abort_connection(receive, send)
            return
        response = self._answer(request, body, call)
        if cut:
            await abort_connection(receive, send)
            return
        call.status = response.status_code
        await response(scope, receive, send)

    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        fault = self._world.faults.take(REFUSALS, self._operation.name)
        try:
            response = refusal(fault) if fault else self._handle(request, body, logged)
        except ApiError as error:
            response = json_answer(error.body(), error.status)
        response.headers["x-amzn-RequestId"] = self._world.ids.uuid()
        rate = PUBLISHED.get(self._operation.name)
        if rate and (fault is None or fault.options.get("with_rate", True)):
            response.headers["x-amzn-RateLimit-Limit"] = str(rate.per_second)
        return response

    def _handle(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        token = request.headers.get("x-amz-access-token", "")
        seller = self._world.sellers.authenticate(token)
        logged.seller = seller.id
        self._check_access(request, seller)
        if not self._world.rates.take(seller.id, self._operation.name):
            raise quota_exceeded()
        call = Call(
            world=self._world,
            operation=self._operation,
            seller=seller,
            base_url=f"{request.url.scheme}://{request.url.netloc}",
            path=request.path_params,
            query=query_of(request),
            raw_body=body,
        )
        return self._operation.handler(call)

    def _check_access(self, request: Request, seller: Seller) -> None:
        """The region of the address must be the seller's, and a role must open the operation."""
        region = request.scope.get("root_path", "").strip("/").upper()
        if region in REGIONS and region != seller.region:
            raise unauthorized(f"The seller has no account in region {region}.")
        roles = self._operation.roles
        if roles and seller.roles.isdisjoint(roles):
            raise unauthorized("The application has no role for this operation.")


def query_of(request: Request) -> dict[str, str]:
    """The query with repeated parameters joined by commas, as Amazon takes lists either way."""
    query: dict[str, str] = {}
    for key, value in request.query_params.multi_items():
        query[key] = f"{query[key]},{value}" if key in query else value
    return query


def logged_call(operation: str, request: Request, body: bytes) -> LoggedCall:
    """The call for the log: without headers, where the tokens are."""
    return LoggedCall(operation, request.method, request.url.path, query_of(request), _read(body))


def _read(body: bytes) -> Any:
    """A JSON body as data, anything else as text."""
    if not body:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


async def trip_connection(world: World, operation: str) -> Fault | None:
    """Wait where the answer is to be slow; the fault, if the connection is to be cut."""
    fault = world.faults.take(CONNECTION, operation)
    if fault and fault.kind == "slow":
        await asyncio.sleep(float(fault.options.get("seconds", 1)))
        return None
    return fault


async def abort_connection(receive: Receive, send: Send) -> None:
    """Reset the connection without an answer, and wait until it is gone.

    ASGI has no word for this: uvicorn's `send` is a method of its request cycle, which owns the
    transport.
    """
    cycle: Any = getattr(send, "__self__", None)
    if cycle is None:
        raise RuntimeError("this server gives no way to reset a connection")
    # Closing with no time to linger makes the kernel send a reset in place of a polite end.
    no_linger = struct.pack("ii", 1, 0)
    cycle.transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, no_linger
    )
    cycle.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
