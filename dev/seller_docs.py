"""Writes the settings of a store into docs/sellers.md, from the form and the fields' help texts.

Usage: seller_docs.py ROOT [--check]. With --check nothing is written; it ends with 1 and says what
is missing when the page is not current or a setting of the form has no help text.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

FORM = "amazon_store_view_form"
BEGIN, END = "<!-- settings: begin -->\n", "<!-- settings: end -->"


@dataclass
class Field:
    """A field of a model as its Python file declares it."""

    label: str
    help: str = ""
    choices: list[str] = field(default_factory=list)
    comodel: str = ""
    is_setting: bool = True


Models = dict[str, dict[str, Field]]
Sections = list[tuple[str, list[ElementTree.Element]]]


class MissingHelp(Exception):
    """A setting of the form says nowhere what it does."""


def read_models(root: Path) -> Models:
    """The fields of all models of the addons, by the model's name."""
    models: Models = {}
    for path in sorted(root.glob("amazon_connector*/models/**/*.py")):
        tree = ast.parse(path.read_text())
        names = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                model = _model_name(node)
                models.setdefault(model, {}).update(_read_fields(node, names))
    return models


def _model_name(node: ast.ClassDef) -> str:
    values = {name: value for name, value in _assignments(node)}
    for name in ("_name", "_inherit"):
        value = values.get(name)
        if isinstance(value, ast.Constant):
            return str(value.value)
    return ""


def _assignments(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, statement.value


def _read_fields(node: ast.ClassDef, names: dict[str, ast.expr]) -> dict[str, Field]:
    return {
        name: _read_field(name, value, names)
        for name, value in _assignments(node)
        if isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and isinstance(value.func.value, ast.Name)
        and value.func.value.id == "fields"
    }


def _read_field(name: str, call: ast.Call, names: dict[str, ast.expr]) -> Field:
    options = {keyword.arg: keyword.value for keyword in call.keywords}
    kind = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    first = call.args[0] if call.args else None
    is_relation = kind in ("Many2one", "One2many", "Many2many")
    label = _text(options.get("string")) or ("" if is_relation else _text(first))
    stem = name.removesuffix("_ids").removesuffix("_id")
    choices = options.get("selection", first) if kind == "Selection" else None
    if isinstance(choices, ast.Name):
        choices = names.get(choices.id)
    return Field(
        label=label or stem.replace("_", " ").title(),
        help=_text(options.get("help")),
        choices=_labels(choices),
        comodel=_text(options.get("comodel_name", first)) if is_relation else "",
        is_setting=_is_editable(options),
    )


def _is_editable(options: dict[str | None, ast.expr]) -> bool:
    """Whether people fill the field: not read-only, and not computed unless it says so."""
    by_default = ast.Constant(bool({"compute", "related"} & set(options)))
    readonly = options.get("readonly", by_default)
    return not (isinstance(readonly, ast.Constant) and readonly.value)


def _text(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return " ".join(node.value.split())
    return ""


def _labels(node: ast.expr | None) -> list[str]:
    """The labels of a selection that is written out as a list of pairs."""
    pairs = node.elts if isinstance(node, ast.List) else []
    return [_text(pair.elts[1]) for pair in pairs if isinstance(pair, ast.Tuple)]


def read_sections(root: Path) -> Sections:
    """The fields of the store's form, tab by tab, then those that other addons add to it."""
    views = root / "amazon_connector" / "views" / "amazon_store_views.xml"
    form = ElementTree.parse(views).find(f".//record[@id='{FORM}']//form")
    assert form is not None
    sections = [("On top", list(_outer_fields(form, without="page")))]
    sections += [
        (page.get("string", ""), list(_outer_fields(page))) for page in form.iterfind(".//page")
    ]
    for path in sorted(root.glob("amazon_connector_*/views/*.xml")):
        for record in ElementTree.parse(path).iterfind("record"):
            if record.find(f"field[@ref='amazon_connector.{FORM}']") is not None:
                addon = ast.literal_eval((path.parents[1] / "__manifest__.py").read_text())
                arch = record.find("field[@name='arch']")
                assert arch is not None
                added = [node for node in arch.iter("field") if not node.get("position")][1:]
                sections.append((f"With {addon['name']}", added))
    return sections


def render(sections: Sections, models: Models) -> str:
    """The settings of the form as Markdown.

    :raises MissingHelp: names the settings that say nothing of what they do
    """
    parts, silent = [], []
    store = models["amazon.store"]
    for title, nodes in sections:
        wanted = {node.get("name", ""): node for node in nodes if node.get("invisible") != "1"}
        settings = {
            name: node for name, node in wanted.items() if name in store and store[name].is_setting
        }
        silent += [name for name in settings if not store[name].help]
        parts.append(f"### {title}\n\n" + _table(settings, store))
        parts += [
            _columns(node, store[name], models[store[name].comodel])
            for name, node in settings.items()
            if node.find("list") is not None
        ]
    if silent:
        raise MissingHelp(f"These settings of the store's form have no help: {', '.join(silent)}")
    return "\n".join(parts)


def _outer_fields(node: ElementTree.Element, without: str = "") -> Iterator[ElementTree.Element]:
    """The fields of the form itself, not the columns of its lists; none inside a tag `without`."""
    for child in node:
        if child.tag == "field":
            yield child
        elif child.tag != without:
            yield from _outer_fields(child, without)


def _table(settings: dict[str, ElementTree.Element], fields: dict[str, Field]) -> str:
    rows = ["| setting | what it does |", "|---|---|"]
    for name, node in settings.items():
        choices = " · ".join(fields[name].choices)
        text = fields[name].help + (f"<br>*{choices}*" if choices else "")
        rows.append(f"| **{node.get('string') or fields[name].label}** | {_cell(text)} |")
    return "\n".join(rows) + "\n"


def _columns(node: ElementTree.Element, setting: Field, fields: dict[str, Field]) -> str:
    """The columns of an editable table of the form."""
    rows = [f"The columns of *{setting.label}*:", ""]
    for column in node.iterfind("list/field"):
        name = column.get("name", "")
        if name not in fields or column.get("column_invisible") or column.get("widget") == "handle":
            continue
        known = fields[name]
        choices = f" (*{' · '.join(known.choices)}*)" if known.choices else ""
        text = f": {known.help}" if known.help else ""
        rows.append(f"- **{column.get('string') or known.label}**{choices}{text}")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(root: Path, *, check: bool) -> str:
    """Write the page, or say what is wrong with it; "" when nothing is."""
    page = root / "docs" / "sellers.md"
    try:
        settings = render(read_sections(root), read_models(root))
    except MissingHelp as error:
        return str(error)
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    text = f"{before}{BEGIN}\n{settings}\n{END}{after}"
    if check:
        stale = "docs/sellers.md is not current: run ./dev/run python dev/seller_docs.py ."
        return "" if page.read_text() == text else stale
    page.write_text(text)
    return ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), check="--check" in sys.argv[2:]) or 0)
