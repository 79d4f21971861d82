"""What an operation is, and what it gets to see of a call."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import Response

from ..basics.clock import from_iso
from ..basics.errors import invalid_input
from ..basics.marketplaces import Marketplace, marketplace
from ..basics.shape import check_shape
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
        return [value for value in self.query.get(name, "").split(",") if value]

    def required(self, name: str) -> str:
        """A parameter that must be there; ApiError 400."""
        if not self.query.get(name):
            raise invalid_input(f"Missing required parameter: {name}.")
        return self.query[name]

    def integer(self, name: str, default: int, most: int) -> int:
        """A number between 1 and `most`; ApiError 400."""
        text = self.query.get(name, str(default))
        if not text.isdigit() or not 1 <= int(text) <= most:
            raise invalid_input(f"{name} must be between 1 and {most}.")
        return int(text)

    def moment(self, name: str) -> datetime:
        """A date and time that is there; ApiError 400 if it is none."""
        try:
            return from_iso(self.query[name])
        except ValueError as error:
            raise invalid_input(f"{name} is not an ISO 8601 date and time.") from error

    def one_of(self, name: str, allowed: frozenset[str] | tuple[str, ...]) -> list[str]:
        """The values of a comma-separated parameter, all allowed; ApiError 400."""
        values = self.csv(name)
        for value in values:
            if value not in allowed:
                raise invalid_input(f"Invalid value for {name}: {value}.")
        return values

    def marketplaces(self, *, required: bool = False) -> list[Marketplace]:
        """The marketplaces of `marketplaceIds`; ApiError 400 for an unknown one."""
        if required:
            self.required("marketplaceIds")
        return [known_marketplace(value) for value in self.csv("marketplaceIds")]

    def json(self, shape: dict[str, Any]) -> dict[str, Any]:
        """The body, a JSON object whose fields have the types of `shape`; ApiError 400."""
        try:
            body = json.loads(self.raw_body)
        except ValueError as error:
            raise invalid_input("The request body is not valid JSON.") from error
        check_shape(body, shape, "The request body")
        return dict(body)

    def fault(self, *kinds: str, also: tuple[str, ...] = ()) -> Fault | None:
        """A fault to bring into this answer; `also`: further operations it may be booked on."""
        return self.world.faults.take(kinds, self.operation.name, *also)


@dataclass(frozen=True)
class Operation:
    """One operation; any one of `roles` opens it, none means that it is open to everyone."""

    name: str
    method: str
    path: str
    handler: Callable[[Call], Response]
    roles: tuple[str, ...] = ()


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
