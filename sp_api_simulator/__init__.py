"""A local Amazon: the Selling Partner API over HTTP, for tests, demos and benchmarks."""

from .client import Amazon, ControlError
from .process import SimulatorProcess

__all__ = ["Amazon", "ControlError", "SimulatorProcess"]
__version__ = "0.1.0"
