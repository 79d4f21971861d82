"""The addons' pages in the list of apps are current, complete, and promise nothing else."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADDONS = sorted(path.parent for path in ROOT.glob("*/readme"))
ids = [addon.name for addon in ADDONS]


def test_the_pages_are_those_of_the_readme_fragments() -> None:
    check = [sys.executable, "dev/app_description.py", ".", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("addon", ADDONS, ids=ids)
def test_a_page_brings_its_pictures_and_loads_nothing_from_elsewhere(addon: Path) -> None:
    folder = addon / "static" / "description"
    page = (folder / "index.html").read_text()
    pictures = re.findall(r'src="([^"]+)"', page)
    assert [name for name in pictures if not (folder / name).is_file()] == []
    assert not re.search(r"<(script|link|style|iframe)|src=\"(https?:)?//", page)
    # What the converter does not know would be shown as it was typed.
    assert not re.search(r"\*\*|\]\(|(?m:^ *(#|\|))", re.sub(r"<code>.*?</code>", "", page))


@pytest.mark.parametrize("addon", ADDONS, ids=ids)
def test_an_app_has_an_icon_a_name_of_its_own_and_a_short_summary(addon: Path) -> None:
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    assert (addon / "static" / "description" / "icon.png").is_file()
    assert manifest["name"].startswith("Amazon Seller Connector"), "Odoo's is Amazon Connector"
    assert len(manifest["summary"]) < 80
