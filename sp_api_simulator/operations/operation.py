"""What an operation is, and what it gets to see of a call."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from starlette.responses import Response

from ..basics.clock import from_iso
from ..basics.errors import invalid_input
from ..basics.fields import Field, check_object, check_query
from ..basics.marketplaces import Marketplace, marketplace
from ..state.faults import Fault
from ..state.sellers import Seller
from ..world import World


@dataclass(frozen=True)
class Call:
    """One authorised call. `base_url` is the address under which the simulator was reached."""

    world: World
    operation: "Operation"
    seller: Seller
    base_url: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    raw_body: bytes

    def csv(self, name: str) -> list[str]:
        """The values of a comma-separated parameter; empty if it is not there."""
        return self.query[name].split(",") if name in self.query else []

    def integer(self, name: str, default: int) -> int:
        """A whole number, or what it is if it is not there."""
        return int(self.query.get(name, default))

    def moment(self, name: str) -> datetime | None:
        """A date and time, None if it is not there."""
        return from_iso(self.query[name]) if name in self.query else None

    def marketplaces(self) -> list[Marketplace]:
        """The marketplaces of `marketplaceIds`; ApiError 400 for an unknown one."""
        return [known_marketplace(value) for value in self.csv("marketplaceIds")]

    @cached_property
    def body(self) -> dict[str, Any]:
        """The body, a JSON object; ApiError 400. It is as the operation declares it."""
        try:
            body = json.loads(self.raw_body)
        except (RecursionError, ValueError) as error:
            raise invalid_input("The request body is not valid JSON.") from error
        if not isinstance(body, dict):
            raise invalid_input("The request body must be an object.")
        return body

    def fault(self, *kinds: str, also: tuple[str, ...] = ()) -> Fault | None:
        """A fault to bring into this answer; `also`: further operations it may be booked on."""
        return self.world.faults.take(kinds, self.operation.name, *also)


@dataclass(frozen=True)
class Operation:
    """One operation; any one of `roles` opens it, none means that it is open to everyone.

    `query` and `body` are all that a call may say, None where anything will do.
    """

    name: str
    method: str
    path: str
    handler: Callable[[Call], Response]
    roles: tuple[str, ...] = ()
    query: tuple[Field, ...] | None = ()
    body: tuple[Field, ...] = ()

    def answer(self, call: Call) -> Response:
        """What the handler answers; ApiError 400 for a call that is not as declared."""
        if self.query is not None:
            check_query(self.query, call.query)
        if self.body:
            check_object(self.body, call.body)
        return self.handler(call)


def known_marketplace(marketplace_id: str) -> Marketplace:
    """The marketplace with this Amazon id; ApiError 400."""
    try:
        found = marketplace(marketplace_id)
    except ValueError as error:
        raise invalid_input(f"Invalid marketplaceId: {marketplace_id}.") from error
    if found.id != marketplace_id:
        raise invalid_input(f"Invalid marketplaceId: {marketplace_id}.")
    return found


def json_answer(body: Any, status: int = 200) -> Response:
    """An answer in JSON, written compactly in UTF-8."""
    return Response(written(body), status, media_type="application/json")


def written(body: Any) -> bytes:
    """JSON as Amazon writes it: compact, in UTF-8, escaped where half a character is left."""
    try:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(body, separators=(",", ":")).encode()
