"""docs/sellers.md says everything: each setting of a store, each field that is read or sent."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sellers.md").read_text()
ADDON = ROOT / "amazon_connector"
WHERE_AMAZONS_FIELDS_STAND = (
    "spapi/orders/parsing.py",
    "spapi/orders/charges.py",
    "spapi/orders/parties.py",
    "spapi/orders/packages.py",
    "mapping/amazon_shipment_mapper.py",
)
AMAZONS_FIELD = re.compile(r"[a-z]+([A-Z0-9][a-z]*)+")


def amazons_fields(name: str) -> set[str]:
    """Names of Amazon's JSON (camelCase) that a file reads or writes."""
    tree = ast.parse((ADDON / name).read_text())
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and AMAZONS_FIELD.fullmatch(text)}


def test_each_setting_of_a_store_is_described_as_the_form_does() -> None:
    check = [sys.executable, "dev/seller_docs.py", ".", "--check"]
    done = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", WHERE_AMAZONS_FIELDS_STAND)
def test_each_field_of_amazon_is_in_the_mapping_table(name: str) -> None:
    missing = {field for field in amazons_fields(name) if f"`{field}`" not in PAGE}
    assert missing == set()
