"""The door of the Selling Partner API: each call is authorised, rated, answered."""

from starlette.requests import Request
from starlette.responses import Response

from ..basics.call_log import LoggedCall
from ..basics.errors import ApiError, quota_exceeded, unauthorized
from ..basics.marketplaces import REGIONS
from ..basics.rates import PUBLISHED
from ..operations.operation import Call, Operation, json_answer
from ..state.faults import REFUSALS
from ..state.sellers import Seller
from ..world import World
from .endpoint import Endpoint, query_of
from .refusals import refusal


class Gateway(Endpoint):
    """The endpoint of one operation."""

    def __init__(self, world: World, operation: Operation) -> None:
        super().__init__(world, operation.name)
        self._definition = operation

    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        fault = self._world.faults.take(REFUSALS, self._operation)
        try:
            response = refusal(fault) if fault else self._handle(request, body, logged)
        except ApiError as error:
            response = json_answer(error.body(), error.status)
        response.headers["x-amzn-RequestId"] = self._world.ids.uuid()
        rate = PUBLISHED.get(self._operation)
        if rate and (fault is None or fault.options.get("with_rate", True)):
            response.headers["x-amzn-RateLimit-Limit"] = str(rate.per_second)
        return response

    def _caller(self, request: Request) -> str | None:
        return self._world.sellers.speaker(request.headers.get("x-amz-access-token", ""))

    def _handle(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        token = request.headers.get("x-amz-access-token", "")
        seller = self._world.sellers.authenticate(token)
        logged.seller = seller.id
        self._check_access(request, seller)
        if not self._world.rates.take(seller.id, self._operation):
            raise quota_exceeded()
        call = Call(
            world=self._world,
            operation=self._definition,
            seller=seller,
            base_url=f"{request.url.scheme}://{request.url.netloc}",
            path=request.path_params,
            query=query_of(request),
            raw_body=body,
        )
        return self._definition.answer(call)

    def _check_access(self, request: Request, seller: Seller) -> None:
        """The region of the address must be the seller's, and a role must open the operation."""
        region = request.scope.get("root_path", "").strip("/").upper()
        if region in REGIONS and region != seller.region:
            raise unauthorized(f"The seller has no account in region {region}.")
        roles = self._definition.roles
        if roles and seller.roles.isdisjoint(roles):
            raise unauthorized("The application has no role for this operation.")
