"""One simulator for all tests, reset before each; the referee where Amazon's models are."""

from collections.abc import Iterator

import pytest

from sp_api_simulator import Amazon, SimulatorProcess

from .partner import Partner
from .referee import Referee, models_folder


@pytest.fixture(scope="session")
def simulator() -> Iterator[Amazon]:
    with SimulatorProcess() as amazon:
        yield amazon


@pytest.fixture
def amazon(simulator: Amazon) -> Amazon:
    """An empty Amazon without quotas that works at once and tells every change immediately."""
    simulator.reset(
        rates=False, visibility_lag_seconds=0, report_delay_seconds=0, feed_delay_seconds=0
    )
    return simulator


@pytest.fixture(scope="session")
def referee() -> Referee | None:
    folder = models_folder()
    return Referee(folder) if folder else None


@pytest.fixture
def partner(amazon: Amazon, referee: Referee | None) -> Partner:
    return Partner(amazon, referee)
