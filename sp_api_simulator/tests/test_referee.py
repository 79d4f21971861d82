"""The referee itself, and that the simulator serves what the models describe."""

import pytest

from sp_api_simulator.basics.rates import PUBLISHED
from sp_api_simulator.operations import OPERATIONS

from .referee import Referee, models_folder

needs_models = pytest.mark.skipif(
    models_folder() is None, reason="Amazon's models are not on this machine (SP_API_MODELS)"
)


@pytest.fixture(scope="module")
def fresh_referee():
    folder = models_folder()
    assert folder
    return Referee(folder)


@needs_models
@pytest.mark.parametrize("operation", sorted(PUBLISHED))
def test_published_operation_is_served_where_the_model_says(fresh_referee, operation):
    served = {each.name: each for each in OPERATIONS}[operation]
    path = served.path.replace(":path", "").replace("{", "").replace("}", "")
    [modelled] = [
        each
        for each in fresh_referee.operations
        if each.method == served.method.lower() and each.pattern.match(path)
    ]
    assert modelled.name == operation


@needs_models
def test_a_key_that_the_model_does_not_know_is_an_error(fresh_referee):
    [operation] = [each for each in fresh_referee.operations if each.name == "searchOrders"]
    schema = operation.responses["200"]["schema"]
    operation.validate(schema, {"orders": []})
    with pytest.raises(AssertionError, match="gossip"):
        operation.validate(schema, {"orders": [], "gossip": True})
    with pytest.raises(AssertionError, match="nextToken"):
        operation.validate(schema, {"orders": [], "pagination": {"nextToken": 1}})
