"""Figures: what was measured, beside what the naive way reaches on the same data."""

import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LATEST = Path(__file__).parent.with_name("latest.json")
ROUNDS = 3


class Figure(NamedTuple):
    """One line of the report; ``baseline`` is the same quantity reached the other way."""

    name: str
    value: float
    unit: str
    baseline: float

    @property
    def ratio(self) -> float:
        """Value over baseline: above 1 is good for speeds, below 1 for costs."""
        return self.value / self.baseline

    def __str__(self) -> str:
        return (
            f"{self.name:36} {self.value:9.2f} {self.unit:20}"
            f" baseline {self.baseline:9.2f}  ratio {self.ratio:.2f}"
        )


def write(figures: list[Figure]) -> None:
    """Write ``latest.json``: a list of name, value, unit, baseline, ratio."""
    rows = [
        {
            "name": figure.name,
            "value": round(figure.value, 3),
            "unit": figure.unit,
            "baseline": round(figure.baseline, 3),
            "ratio": round(figure.ratio, 3),
        }
        for figure in figures
    ]
    LATEST.write_text(json.dumps(rows, indent=2) + "\n")


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes; garbage of earlier work is cleared away first."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(
    name: str, unit: str, connector: Callable[[], float], naive: Callable[[], float]
) -> Figure:
    """Measure both ways ``ROUNDS`` times, in turn, who begins alternating; medians count.

    :param connector: prepares fresh data, runs once and returns the speed reached
    :param naive: likewise
    """
    speeds: dict[str, list[float]] = {"connector": [], "naive": []}
    ways = [("connector", connector), ("naive", naive)]
    for number in range(1, ROUNDS + 1):
        for way, run in ways:
            speeds[way].append(run())
            print(f"   {name}, round {number}, {way}: {speeds[way][-1]:.2f} {unit}", flush=True)
        ways.reverse()
    return Figure(
        name,
        statistics.median(speeds["connector"]),
        unit,
        statistics.median(speeds["naive"]),
    )
