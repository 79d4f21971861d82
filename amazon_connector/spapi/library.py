"""A strict layer over python-amazon-sp-api, which builds the requests.

Left to itself, the library takes HTML and ``{"message": "Forbidden"}`` for success, reads
environment variables, adds marketplace parameters that Amazon does not know, and opens HTTP
clients of its own.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import requests
from sp_api.base import Client as LibraryClient
from sp_api.base import fill_query_params

from .transport import USER_AGENT, LibraryTransport


class StrictLayer(LibraryClient):  # type: ignore[misc]
    """Comes before a class of the library, whose methods then return the JSON of the answer.

    :param read: judges an HTTP answer and gives its JSON
    """

    def __init__(
        self,
        endpoint: str,
        access_token: str,
        transport: LibraryTransport,
        read: Callable[[requests.Response], Mapping[str, Any]],
    ) -> None:
        # The library's own constructor is not called: it reads the environment.
        self.endpoint = endpoint
        self.marketplace_id = ""
        self._access_token = access_token
        self._transport = transport
        self._read = read

    @property
    def headers(self) -> dict[str, str]:
        """The library would derive a wrong Host from an address that is not https."""
        return {
            "user-agent": USER_AGENT,
            "x-amz-access-token": self._access_token,
            "x-amz-date": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
            "content-type": "application/json",
        }

    def _request(
        self,
        path: str,
        *,
        data: dict[str, Any] | None = None,
        add_marketplace: bool = False,
        **options: Any,
    ) -> Any:
        if data:
            # Some of the library's methods leave the path among the values of the body.
            data.pop("path", None)
        return super()._request(path, data=data, add_marketplace=False, **options)

    def _check_response(self, res: requests.Response, *_args: Any) -> Mapping[str, Any]:
        return self._read(res)


class PlainRequests(LibraryClient):  # type: ignore[misc]
    """For operations of which the library's own method does more than to ask."""

    def get(self, path: str, *values: str, **query: str) -> Any:
        """:param path: with a pair of braces for each value"""
        return self._request(fill_query_params(path, *values), params={"method": "GET", **query})

    def send(
        self, method: str, path: str, *values: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """:param path: with a pair of braces for each value"""
        data = dict(body) if body else None
        return self._request(fill_query_params(path, *values), data=data, params={"method": method})


@cache
def strict(api: type[LibraryClient]) -> type[StrictLayer]:
    """:return: ``api``, a class of the library, with the strict layer before it"""
    return type(f"Strict{api.__name__}", (StrictLayer, api), {})
