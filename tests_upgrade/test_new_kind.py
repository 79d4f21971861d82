"""What ./dev/new_kind writes installs, runs by its lane, reads well, and changes no old code."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sp_api_simulator.client import Amazon
from sp_api_simulator.process import SimulatorProcess

from .installation import Installation
from .last_version import ROOT
from .test_upgrade import SET_UP

RUN = """
env["amazon.schedule"]._cron_lane("general")
documents = env["amazon.removal"].search([])
runs = env["amazon.operation"].search([("kind", "=", "amazon.removal")])
answer({
    "titles": documents.mapped("title"),
    "states": sorted(set(documents.mapped("state"))),
    "runs": [(run.display_name, run.state) for run in runs],
    "lanes": env["ir.cron"].search_count([("amazon_lane", "=", "general")]),
})
"""
CHANGED = {
    "amazon_connector/__manifest__.py",
    "amazon_connector/mapping/__init__.py",
    "amazon_connector/models/__init__.py",
    "amazon_connector/tests/__init__.py",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree with a new kind in it."""
    folder = tmp_path_factory.mktemp("kind") / "tree"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", "__pycache__", ".*_cache"))
    script = folder / "dev/lib/new_kind.py"
    subprocess.run([sys.executable, script, folder, "removal"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def amazon() -> Iterator[Amazon]:
    with SimulatorProcess(rates=False, visibility_lag_seconds=0) as amazon:
        yield amazon


def test_a_new_kind_runs_by_its_lane(copy: Path, amazon: Amazon, tmp_path: Path) -> None:
    base = os.environ.get("AMAZON_CONNECTOR_BASE")
    if not base:
        pytest.skip("needs a prepared database of Odoo's modules: run ./dev/test")
    database = f"{os.environ['AMAZON_CONNECTOR_DATABASE']}_kind"
    subprocess.run(["createdb", "-T", base, database], check=True)
    try:
        installation = Installation(database, tmp_path)
        installation.use(copy)
        installation.install()
        outcome = installation.run(SET_UP.format(url=amazon.url) + RUN)
    finally:
        subprocess.run(["dropdb", "--if-exists", "-f", database], check=True)
    assert len(outcome["titles"]) == len(set(outcome["titles"])) > 1
    assert outcome["states"] == ["done"]
    assert outcome["runs"] == [["Removals: Seller", "done"]]
    assert outcome["lanes"] == 2, "It needs no scheduled action of its own."


def test_a_new_kind_reads_as_the_rest(copy: Path) -> None:
    for command in (
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
        [sys.executable, "dev/check_architecture.py", "."],
    ):
        findings = [
            subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False).stdout
            for tree in (ROOT, copy)
        ]
        before, after = (set(finding.splitlines()) for finding in findings)
        assert {line for line in after - before if "removal" in line} == set()


def test_a_new_kind_changes_no_old_code(copy: Path) -> None:
    changed = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "amazon_connector").rglob("*.py")
        if path.read_bytes() != (copy / path.relative_to(ROOT)).read_bytes()
    }
    assert changed == CHANGED
