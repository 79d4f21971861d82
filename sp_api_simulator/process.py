"""Start and stop a simulator as a process of its own, or borrow one that runs already."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from .client import Amazon

READY = "listening on "
# Names the simulator to borrow.
ADDRESS = "AMAZON_SIMULATOR_URL"


class SimulatorProcess:
    """`with SimulatorProcess(scenario="empty") as amazon:` runs one on a free port.

    The child ends with the block, and by itself when its parent dies. RuntimeError if it does
    not start. Where AMAZON_SIMULATOR_URL names one that runs already, that one is reset and used
    instead, and goes on running: one user at a time.
    """

    def __init__(self, scenario: str = "empty", seed: int = 1, **options: Any) -> None:
        self._scenario = scenario
        self._seed = seed
        self._options = options
        self._child: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """Of the child; None while there is none."""
        return self._child.pid if self._child else None

    def start(self) -> Amazon:
        """Start the child, or find the running one, and play the scenario; returns the client."""
        amazon = Amazon(os.environ.get(ADDRESS) or self._start_child())
        amazon.reset(self._scenario, self._seed, **self._options)
        return amazon

    def _start_child(self) -> str:
        """Start the child; returns its address."""
        command = [sys.executable, "-m", __package__, "--port", "0", "--die-with-parent"]
        path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": path},
        )
        self._child = child
        assert child.stdout is not None
        line = child.stdout.readline().strip()
        if not line.startswith(READY):
            self.stop()
            raise RuntimeError(f"the simulator did not start: {line or 'it said nothing'}")
        threading.Thread(target=child.stdout.read, daemon=True).start()
        return line.removeprefix(READY)

    def stop(self) -> None:
        """End the child and wait for it; one that was borrowed is left alone."""
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child = None

    def __enter__(self) -> Amazon:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
