"""Writes the files of a new kind of document, which work at once and are yours to change.

Usage: new_kind.py ROOT NAME; the templates are the files of `kind/` beside this script.
"""

import re
import sys
from pathlib import Path
from string import Template

TEMPLATES = Path(__file__).parent / "kind"
# Template → where it goes below the addon.
FILES = {
    "model": "models/${room}/amazon_${name}.py",
    "model_init": "models/${room}/__init__.py",
    "mapper": "mapping/amazon_${name}_mapper.py",
    "parser": "spapi/${room}.py",
    "views": "views/amazon_${name}_views.xml",
    "rules": "security/amazon_${name}_security.xml",
    "test": "tests/${room}/test_${room}.py",
    "test_init": "tests/${room}/__init__.py",
}
ACCESS = (
    "access_amazon_${name}_group_${group},amazon.${dotted} group_${group},"
    "model_amazon_${name},group_${group},${rights}\n"
)
# Only the connector writes documents; buttons do it for people after a check of their own.
RIGHTS = {"user": "1,0,0,0", "manager": "1,0,0,1"}
NEXT = """\
Written. It works already, with a question to Amazon that stands in for yours:
  ./dev/test amazon_connector/tests/${room}
Now, step by step:
  1. spapi/${room}.py: read what Amazon sends; a golden file in tests/golden shows it.
  2. The call itself: a method in spapi/operations/, its rate in PUBLISHED_RATES.
  3. The simulator has to know the operation: an entry in sp_api_simulator/operations/ and an
     action in sp_api_simulator/actions/ that lets a test bring it about.
  4. models/${room}/amazon_${name}.py: _ask, _process; mapping: what becomes of it in Odoo.
  5. The feature table of the README, docs/glossary.md, CHANGELOG.md.
"""


def make_kind(root: Path, name: str) -> str:
    """Write the files below `root` and the lines that load them; returns what to do next."""
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise SystemExit(f"A name has small letters and underscores only: {name!r} has others.")
    words = {
        "name": name,
        "room": f"{name}s",
        "dotted": name.replace("_", "."),
        "Class": "".join(part.capitalize() for part in name.split("_")),
        "Label": name.replace("_", " ").capitalize(),
    }
    addon = root / "amazon_connector"
    for template, place in FILES.items():
        target = addon / Template(place).substitute(words)
        if target.exists():
            raise SystemExit(f"{target} is there already; nothing was written over it.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled((TEMPLATES / f"{template}.tmpl").read_text(), words))
    _load(addon, words)
    return _filled(NEXT, words)


def _filled(text: str, words: dict[str, str]) -> str:
    return Template(text).substitute(words)


def _load(addon: Path, words: dict[str, str]) -> None:
    """The lines of `__init__`, manifest and access table: all that existing files need."""
    _insert(addon / "models/__init__.py", r"\n\)\n", f"\n    {words['room']},\n)\n")
    mapper = f"\n    amazon_{words['name']}_mapper,\n)\n"
    # The mappers come first, then parts of one of them.
    _insert(addon / "mapping/__init__.py", r"\n\)\n", mapper, which=0)
    with (addon / "tests/__init__.py").open("a") as tests:
        tests.write(f"from .{words['room']} import test_{words['room']}\n")
    with (addon / "security/ir.model.access.csv").open("a") as access:
        for group, rights in RIGHTS.items():
            access.write(_filled(ACCESS, words | {"group": group, "rights": rights}))
    menus = '        "views/amazon_connector_menus.xml",\n'
    files = f"""\
        "security/amazon_{words["name"]}_security.xml",
        "views/amazon_{words["name"]}_views.xml",
"""
    _insert(addon / "__manifest__.py", re.escape(menus), menus + files)


def _insert(path: Path, pattern: str, text: str, which: int = -1) -> None:
    """Put `text` in place of a match of `pattern`, the last one unless told otherwise."""
    content = path.read_text()
    found = list(re.finditer(pattern, content))[which]
    path.write_text(content[: found.start()] + text + content[found.end() :])


if __name__ == "__main__":
    print(make_kind(Path(sys.argv[1]), sys.argv[2]))
