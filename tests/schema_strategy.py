"""Payloads that satisfy a definition of one of Amazon's models (Swagger 2.0), for hypothesis."""

import json
import os
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

REPOSITORY = Path(__file__).parents[1]
MODELS = Path(
    os.environ.get("SP_API_MODELS", REPOSITORY.parent / "shared" / "reference" / "sp-api-models")
)
ORDERS_MODEL = MODELS / "orders" / "2026-01-01" / "orders_2026-01-01.json"

# Amazon's times carry a date alone where the model says date-time, now and then.
TIMES = st.one_of(
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.sampled_from(
        ("2026-03-02T10:15:30Z", "2026-03-02T10:15:30.123Z", "2026-03-02", "0001-01-01T00:00+09:00")
    ),
)
AMOUNTS = st.one_of(
    st.decimals(-1_000_000, 1_000_000, places=2).map(str),
    st.sampled_from(("0", "1980", "-0.00", "1E+3", "NaN", "Infinity", "", "1,00", "9" * 40)),
)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda values: st.lists(values, max_size=2) | st.dictionaries(st.text(max_size=6), values),
    max_leaves=4,
)


def strategy_of(model: dict[str, Any], name: str) -> st.SearchStrategy[Any]:
    """:return: values of the definition ``name``; optional keys may be absent"""
    return _Definitions(model["definitions"]).of({"$ref": f"#/definitions/{name}"})


def load_orders_model() -> dict[str, Any]:
    return json.loads(ORDERS_MODEL.read_text())


class _Definitions:
    def __init__(self, definitions: dict[str, Any]) -> None:
        self._definitions = definitions
        self._known: dict[str, st.SearchStrategy[Any]] = {}

    def of(self, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        if "$ref" in schema:
            return self._named(schema["$ref"].rsplit("/", 1)[-1])
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        return getattr(self, f"_{schema.get('type', 'object')}")(schema)

    def _named(self, name: str) -> st.SearchStrategy[Any]:
        if name == "Decimal":
            return AMOUNTS
        if name not in self._known:
            self._known[name] = st.deferred(lambda: self.of(self._definitions[name]))
        return self._known[name]

    def _object(self, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        if "allOf" in schema:
            parts = [self.of(part) for part in schema["allOf"]]
            return st.tuples(*parts).map(
                lambda found: {k: v for each in found for k, v in each.items()}
            )
        if not schema.get("properties") and schema.get("additionalProperties"):
            return st.dictionaries(st.text(max_size=8), ANYTHING, max_size=2)
        properties = {key: self.of(value) for key, value in schema.get("properties", {}).items()}
        required = schema.get("required", ())
        return st.fixed_dictionaries(
            {key: properties[key] for key in required},
            optional={key: value for key, value in properties.items() if key not in required},
        )

    def _array(self, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        return st.lists(self.of(schema["items"]), max_size=2)

    def _string(self, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        if schema.get("format") in ("date-time", "date"):
            return TIMES
        # The words that Amazon lists for open texts lead into the parsers' branches.
        words = [
            row["value"]
            for row in schema.get("x-docgen-enum-table-extension", ())
            if "value" in row
        ]
        texts = st.text(max_size=8)
        return st.one_of(st.sampled_from(words), texts) if words else texts

    def _integer(self, _schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        return st.integers(-5, 10_000)

    def _number(self, _schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        return st.floats(allow_nan=False)

    def _boolean(self, _schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        return st.booleans()
