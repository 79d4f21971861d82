"""What the simulator declares of each operation is what Amazon's own model says."""

from typing import Any

import pytest

from sp_api_simulator.basics.fields import Field
from sp_api_simulator.operations import OPERATIONS

from .referee import ModelledOperation, Referee, models_folder

pytestmark = pytest.mark.skipif(
    models_folder() is None, reason="Amazon's models are not on this machine (SP_API_MODELS)"
)
# What a model says of each name, and whether it is required.
Modelled = dict[str, tuple[dict[str, Any], bool]]
DECLARED = {each.name: each for each in OPERATIONS if each.query is not None}


@pytest.fixture(scope="module")
def modelled() -> dict[str, ModelledOperation]:
    folder = models_folder()
    assert folder
    # Orders v0 has a getOrder too, which is only refused here.
    return {each.name: each for each in reversed(Referee(folder).operations)}


def resolved(operation: ModelledOperation, schema: dict[str, Any]) -> dict[str, Any]:
    """The definition that a reference leads to."""
    while "$ref" in schema:
        schema = operation.definitions[schema["$ref"].rpartition("/")[2]]
    return schema


def properties(operation: ModelledOperation, schema: dict[str, Any]) -> Modelled:
    """The properties of an object."""
    schema = resolved(operation, schema)
    required = tuple(schema.get("required", ()))
    return {
        name: (resolved(operation, each), name in required)
        for name, each in schema["properties"].items()
    }


def compare(operation: ModelledOperation, fields: tuple[Field, ...], model: Modelled) -> None:
    assert sorted(field.name for field in fields) == sorted(model)
    for field in fields:
        one, required = model[field.name]
        told = one
        assert field.required == required, field.name
        assert field.is_list == (told["type"] == "array"), field.name
        if field.is_list:
            one = resolved(operation, told["items"])
        assert field.type == type_of(one), field.name
        assert set(field.values) == set(one.get("enum", ())), field.name
        # What Amazon says in prose alone, the declaration may say besides.
        for bound, words in (("least", "min"), ("most", "max")):
            limit = told.get(f"{words}Items" if field.is_list else f"{words}imum")
            assert limit in (None, getattr(field, bound)), field.name
        if field.fields:
            assert type_of(one) == "object"
            compare(operation, field.fields, properties(operation, one))


def type_of(schema: dict[str, Any]) -> str:
    if schema["type"] == "object" and schema.get("additionalProperties") == {"type": "string"}:
        return "strings"
    return str(schema.get("format") or schema["type"])


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_parameters_are_those_of_the_model(modelled, name):
    operation = modelled[name]
    query = {
        each["name"]: (each, bool(each.get("required")))
        for each in operation.parameters
        if each["in"] == "query"
    }
    compare(operation, DECLARED[name].query or (), query)


@pytest.mark.parametrize("name", sorted(name for name, each in DECLARED.items() if each.body))
def test_body_is_that_of_the_model(modelled, name):
    operation = modelled[name]
    [body] = [each for each in operation.parameters if each["in"] == "body"]
    compare(operation, DECLARED[name].body, properties(operation, body["schema"]))


def test_every_body_of_the_models_is_declared(modelled):
    with_body = {
        name for name in DECLARED if any(p["in"] == "body" for p in modelled[name].parameters)
    }
    assert with_body == {name for name, each in DECLARED.items() if each.body}
