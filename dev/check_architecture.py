"""Checks what no other tool checks: sizes, rooms, documented hooks, and who may know what.

Usage: check_architecture.py ROOT; prints one line per finding and ends with 1 if there is any.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FILE_LINES, TEST_FILE_LINES, FUNCTION_LINES = 250, 400, 30
# Files in a package of models/, and in any other folder: more are a list that nobody reads.
ROOM_FILES, FOLDER_FILES = 16, 24
ROOMS = Path("amazon_connector/models")
HOOK = re.compile(r"_(prepare_|find_|is_wanted$|get_(quantity_to_push|carrier_code|client)$)")
# A name of Amazon's JSON: camelCase of two words or more. Odoo's own names are snake_case.
AMAZON_KEY = re.compile(r"[a-z]+([A-Z][a-z]+)+|[A-Z][a-z]+([A-Z][a-z]+)+(Id|SKU)")
NETWORK = {"requests", "httpx", "http", "urllib", "urllib3", "socket", "sp_api"}

# Exceptions, each with its reason: (check, path) -> why.
ALLOWED: dict[tuple[str, str], str] = {
    ("network", "amazon_connector/spapi/"): "the one layer that talks to Amazon",
    ("amazon key", "amazon_connector/spapi/"): "the one layer that knows Amazon's words",
    ("amazon key", "amazon_connector/mapping/"): "_prepare_*_payload writes them; nobody else does",
}


def is_allowed(check: str, path: str) -> bool:
    return any(check == name and path.startswith(place) for name, place in ALLOWED)


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function from its `def`, without the docstring."""
    length = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function):
        docstring = function.body[0]
        length -= (docstring.end_lineno or 0) - docstring.lineno + 1
    return length


def is_override(function: ast.AST) -> bool:
    """Whether the function calls a method of super(): then the docstring stands where it is new."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
        for node in ast.walk(function)
    )


def imported(node: ast.AST) -> set[str]:
    """Top-level packages that the statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level:
        return {(node.module or "").split(".")[0]}
    return set()


def check_node(node: ast.AST, *, in_addon: bool) -> Iterator[tuple[str, str]]:
    """Pairs of check and finding for one node of the syntax tree."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        if (length := code_lines(node)) > FUNCTION_LINES:
            yield "function size", f"{node.name} has {length} lines, {FUNCTION_LINES} are allowed"
        undocumented = not ast.get_docstring(node) and not is_override(node)
        if in_addon and HOOK.match(node.name) and undocumented:
            yield "hook", f"{node.name} is for others to override: give it a docstring"
    if not in_addon:
        return
    for package in sorted(imported(node) & NETWORK):
        yield "network", f"imports {package}; only spapi talks to Amazon"
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if AMAZON_KEY.fullmatch(node.value):
            yield "amazon key", f"{node.value!r} is Amazon's name; only spapi knows it"


def check_file(path: Path, root: Path) -> Iterator[str]:
    """Findings of one Python file, as lines `path:line: finding`."""
    name, text = str(path.relative_to(root)), path.read_text()
    is_test = "tests" in path.relative_to(root).parts
    limit = TEST_FILE_LINES if is_test else FILE_LINES
    if (lines := text.count("\n")) > limit and not is_allowed("file size", name):
        yield f"{name}:1: {lines} lines, {limit} are allowed"
    in_addon = name.startswith("amazon_connector") and not is_test
    for node in ast.walk(ast.parse(text)):
        for check, finding in check_node(node, in_addon=in_addon):
            if not is_allowed(check, name):
                yield f"{name}:{node.lineno}: {finding}"  # type: ignore[attr-defined]


def check_rooms(files: list[Path], root: Path) -> Iterator[str]:
    """Folders that hold too much, and models that stand outside the room of a subject."""
    folders: dict[Path, int] = defaultdict(int)
    for path in files:
        if path.name == "__init__.py":
            continue
        folder = path.relative_to(root).parent
        folders[folder] += 1
        if folder == ROOMS:
            yield f"{folder / path.name}:1: belongs into the package of its subject"
    for folder, count in folders.items():
        limit = ROOM_FILES if ROOMS in folder.parents else FOLDER_FILES
        if count > limit:
            yield f"{folder}:1: {count} files, {limit} are allowed"


def model_of(node: ast.ClassDef) -> str | None:
    """The model that a class defines or extends; None for a class that is no model."""
    values = {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for name in ("_name", "_inherit"):
        value = values.get(name)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return None


def check_methods(files: list[Path], root: Path) -> Iterator[str]:
    """Methods that two files of an addon define on one model: which wins is nowhere to read."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for path in files:
        name = path.relative_to(root)
        if not name.parts[0].startswith("amazon_connector") or "tests" in name.parts:
            continue
        classes = [
            node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)
        ]
        for node in classes:
            model = model_of(node)
            for method in node.body:
                if model and isinstance(method, ast.FunctionDef):
                    places[name.parts[0], model, method.name].append(f"{name}:{method.lineno}")
    for (_addon, model, method), found in places.items():
        if len(found) > 1:
            yield f"{found[-1]}: {model}.{method} is defined at {found[0]} too: call it by name"


def check_tests(files: list[Path], root: Path) -> Iterator[str]:
    """Tests of an addon that Odoo's own runner does not find: nobody imports them."""
    for path in files:
        name = path.relative_to(root)
        if not (name.match("test_*.py") and name.parts[0].startswith("amazon_connector")):
            continue
        place = root / name.parts[0] / "tests" / "__init__.py"
        room = ".".join(("", *name.parts[2:-1]))
        wanted = rf"^from {re.escape(room or '.')} import {path.stem}( as \w+)?$"
        if not re.search(wanted, place.read_text(), re.MULTILINE):
            yield f"{name}:1: {place.relative_to(root)} does not import it"
    for place in root.glob("amazon_connector*/tests/__init__.py"):
        yield from check_imports(place, root)


def check_imports(place: Path, root: Path) -> Iterator[str]:
    """Imports of test files that are not there: with one of them no test of the addon runs."""
    for node in ast.parse(place.read_text()).body:
        if not isinstance(node, ast.ImportFrom):
            continue
        room = place.parent.joinpath(*(node.module or "").split("."))
        for name in node.names:
            if not (room / f"{name.name}.py").exists() and not (room / name.name).is_dir():
                yield f"{place.relative_to(root)}:{node.lineno}: there is no {name.name}"


def main(root: Path) -> int:
    files = [path for path in sorted(root.rglob("*.py")) if ".git" not in path.parts]
    findings = [finding for path in files for finding in check_file(path, root)]
    findings += [*check_rooms(files, root), *check_methods(files, root), *check_tests(files, root)]
    print(*findings, sep="\n", end="\n" if findings else "")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
