"""Pure tests: the protocol layer alone and against the local Amazon; no Odoo, no PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sp_api_simulator.client import Amazon
from sp_api_simulator.process import SimulatorProcess
from spapi.client import Client
from spapi.credentials import Credentials
from spapi.tokens import TOKENS

SIMULATOR_DATA = Path(__file__).parents[1] / "sp_api_simulator" / "data"
MARKETPLACE_US = "ATVPDKIKX0DER"

# ``./dev/test`` tries the same examples each time, so that it fails for what was changed alone;
# ``./dev/prove properties`` looks for new ones. No machine is too slow for either.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", max_examples=1000, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def simulator() -> Iterator[Amazon]:
    """One local Amazon for all tests."""
    with SimulatorProcess() as amazon:
        yield amazon


@pytest.fixture
def amazon(simulator: Amazon) -> Amazon:
    """The local Amazon with one seller and no quotas."""
    simulator.clear_faults()
    simulator.reset("empty", rates=False, report_delay_seconds=0, feed_delay_seconds=0)
    TOKENS.clear()
    return simulator


@pytest.fixture
def connect(amazon: Amazon):
    """Makes clients of a seller; keyword arguments go to :class:`Client`."""

    def make(seller: str = "SELLER1", **options) -> Client:
        known = amazon.credentials(seller)
        credentials = Credentials(
            known["client_id"], known["client_secret"], known["refresh_token"]
        )
        region = options.pop("region", known["region"].lower())
        addresses = {"api_url": f"{amazon.url}/{region}", "token_url": amazon.token_url}
        return Client(
            options.pop("credentials", credentials),
            region,
            **{"selling_partner_id": seller, **addresses, **options},
        )

    return make


@pytest.fixture
def client(connect) -> Client:
    """A client of the seller."""
    return connect()
