"""The referee: holds each exchange to Amazon's own API models (Swagger 2.0), strictly.

A key, a parameter or a status that the model does not know is an error.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from jsonschema import Draft4Validator, FormatChecker

MODELS = (
    "orders/2026-01-01/orders_2026-01-01.json",
    "orders/v0/ordersV0.json",
    "reports/2021-06-30/reports_2021-06-30.json",
    "feeds/2021-06-30/feeds_2021-06-30.json",
    "sellers/v1/sellers.json",
    "listingsItems/2021-08-01/listingsItems_2021-08-01.json",
    "catalogItems/2022-04-01/catalogItems_2022-04-01.json",
    "fbaInventory/v1/fbaInventory.json",
    "finances/2024-06-19/finances_2024-06-19.json",
    "transfers/2024-06-01/transfers_2024-06-01.json",
    "fulfillmentOutbound/2026-07-04/fulfillmentOutbound_2026-07-04.json",
    "fulfillmentOutbound/2020-07-01/fulfillmentOutbound_2020-07-01.json",
)
# Amazon names an operation like one of another API: the older version's name tells them apart, and
# that one goes by its year.
_NAMES = {
    "/fulfillment/outbound/2026-07-04/orders/{orderId}": {"get": "getFulfillmentOrder"},
    "/fba/outbound/2020-07-01/fulfillmentOrders/{sellerFulfillmentOrderId}": {
        "get": "getFulfillmentOrder2020"
    },
}
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time", raises=ValueError)
def _is_date_time(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value).tzinfo)


def models_folder() -> Path | None:
    """Where Amazon's models are, if they are on this machine."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "reference" / "sp-api-models"
    folder = Path(os.environ.get("SP_API_MODELS", beside))
    return folder if folder.is_dir() else None


@dataclass(frozen=True)
class ModelledOperation:
    """An operation of a model; `definitions` are the model's, made strict."""

    name: str
    method: str
    pattern: re.Pattern[str]
    parameters: list[dict[str, Any]]
    responses: dict[str, Any]
    definitions: dict[str, Any]

    def check_query(self, query: dict[str, Any]) -> None:
        known = {p["name"]: p for p in self.parameters if p["in"] == "query"}
        assert set(query) <= set(known), f"{self.name} knows no parameter of {set(query)}"
        missing = {name for name, p in known.items() if p.get("required")} - set(query)
        assert not missing, f"{self.name} needs {missing}"

    def check_body(self, body: Any) -> None:
        for parameter in self.parameters:
            if parameter["in"] == "body":
                self.validate(parameter["schema"], body)

    def validate(self, schema: dict[str, Any], value: Any) -> None:
        whole = {**_strict(schema), "definitions": self.definitions}
        errors = list(Draft4Validator(whole, format_checker=_FORMATS).iter_errors(value))
        assert not errors, f"{self.name}: {[(list(e.path), e.message) for e in errors]}"


class Referee:
    """Knows every operation of the models; counts what it has seen accepted of each."""

    def __init__(self, folder: Path) -> None:
        self.seen: Counter[str] = Counter()
        self.operations = [
            operation
            for name in MODELS
            for operation in _operations(json.loads((folder / name).read_text("utf-8")))
        ]

    def check(
        self, method: str, path: str, query: dict[str, Any], body: Any, answer: requests.Response
    ) -> None:
        """AssertionError if the exchange is not what the model says."""
        operation = self._find(method, path)
        response = operation.responses.get(str(answer.status_code))
        assert response, f"{operation.name} never answers {answer.status_code}"
        if answer.status_code < 300:
            # Only what was accepted must be right: refusing the wrong is tested elsewhere.
            operation.check_query(query)
            operation.check_body(body)
            self.seen[operation.name] += 1
        if "schema" in response:
            operation.validate(response["schema"], answer.json())
        else:
            assert not answer.content, f"{operation.name} answers no body"

    def _find(self, method: str, path: str) -> ModelledOperation:
        matching = [
            operation
            for operation in self.operations
            if operation.method == method.lower() and operation.pattern.match(path)
        ]
        assert matching, f"Amazon has no {method} {path}"
        return min(matching, key=lambda operation: operation.pattern.groups)


def _operations(model: dict[str, Any]) -> Iterator[ModelledOperation]:
    definitions = _strict(_flat(model["definitions"]))
    for path, methods in model["paths"].items():
        pattern = re.compile(re.sub(r"\{[^}]+\}", "([^/]+)", path) + "$")
        for method in ("get", "post", "put", "patch", "delete"):
            operation = methods.get(method)
            if operation:
                parameters = [
                    _resolved(model, parameter)
                    for parameter in operation.get("parameters", []) + methods.get("parameters", [])
                ]
                yield ModelledOperation(
                    _NAMES.get(path, {}).get(method, operation["operationId"]),
                    method,
                    pattern,
                    parameters,
                    operation["responses"],
                    definitions,
                )


def _flat(definitions: dict[str, Any]) -> dict[str, Any]:
    """The same, but an object that is all of several objects is one, with the keys of all."""
    flat = dict(definitions)
    for name, schema in definitions.items():
        parts = [
            definitions[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
            for part in schema.get("allOf", ())
        ]
        if parts and all("properties" in part for part in parts):
            keys = {key: value for part in parts for key, value in part["properties"].items()}
            required = sorted({key for part in parts for key in part.get("required", ())})
            flat[name] = {"type": "object", "properties": keys, "required": required}
    return flat


def _resolved(model: dict[str, Any], parameter: dict[str, Any]) -> dict[str, Any]:
    """The parameter itself, or the shared one that it points to."""
    reference = parameter.get("$ref")
    return model["parameters"][reference.rpartition("/")[2]] if reference else parameter


def _strict(schema: Any) -> Any:
    """The same schema, but an object has only the properties that are named."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        strict.setdefault("additionalProperties", False)
    return strict
