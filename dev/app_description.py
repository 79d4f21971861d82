"""Writes the addons' pages in the list of apps from their readme fragments.

Usage: app_description.py ROOT [--check]. Of each addon, ``readme/*.md`` become
``static/description/index.html``. With --check nothing is written; it ends with 1 and says which
page is not current. Of Markdown it knows paragraphs, headings, lists, pictures, **bold**, *italic*,
``code`` and links, and no more.
"""

import ast
import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

# Fragment → heading; in the order of the page.
SECTIONS = {
    "DESCRIPTION": "",
    "INSTALL": "What it needs",
    "CONFIGURE": "Setup",
    "USAGE": "Daily use",
    "ROADMAP": "Not there yet",
    "CONTRIBUTORS": "Contributors",
}
PICTURE = re.compile(r"!\[([^\]]*)\]\(\.\./static/description/([\w.-]+)\)")
# Apart from each other and framed, with what Odoo's own style sheet has.
CLASSES = "img img-fluid border rounded shadow-sm"
SPANS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*([^*]+)\*"), r"<i>\1</i>"),
)
ITEM = re.compile(r"( *)(-|\d+\.) (.*)")


def build_page(addon: Path) -> str:
    """:return: the page of an addon as Odoo shows it: no style sheet, no script of its own"""
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    sections = [
        _build_section(title, "\n".join(iter_blocks(path.read_text())))
        for name, title in SECTIONS.items()
        if (path := addon / "readme" / f"{name}.md").exists()
    ]
    head = (
        f'        <h1 class="oe_slogan">{_escape(manifest["name"])}</h1>\n'
        f'        <h2 class="oe_slogan">{_escape(manifest["summary"])}</h2>'
    )
    foot = (
        f"        <p>Version {manifest['version']}, {manifest['license']}. "
        f'<a href="{manifest["website"]}">Source, documentation and questions</a>.</p>'
    )
    note = "<!-- Written by dev/app_description.py from readme/*.md: change these. -->\n"
    return note + "\n".join([_wrap(head), *sections, _wrap(foot)])


def _build_section(title: str, content: str) -> str:
    heading = f"        <h2>{title}</h2>\n" if title else ""
    return _wrap(heading + content)


def _wrap(content: str) -> str:
    return (
        '<section class="oe_container">\n    <div class="oe_row oe_spaced">\n'
        f"{content}\n    </div>\n</section>\n"
    )


def iter_blocks(text: str) -> Iterator[str]:
    """The blocks of a fragment as HTML."""
    for block in re.split(r"\n{2,}", text.strip()):
        if picture := PICTURE.fullmatch(block):
            alt, name = picture.groups()
            yield '        <figure class="text-center my-4">'
            yield f'            <img src="{name}" alt="{_escape(alt)}" class="{CLASSES}" />'
            yield f'            <figcaption class="text-muted mt-2">{_escape(alt)}</figcaption>'
            yield "        </figure>"
        elif block.startswith("#"):
            yield f"        <h3>{_spans(block.lstrip('# '))}</h3>"
        elif ITEM.match(block):
            yield from _iter_list(block.splitlines())
        else:
            yield f"        <p>{_spans(' '.join(map(str.strip, block.splitlines())))}</p>"


def _iter_list(lines: list[str]) -> Iterator[str]:
    """A list: its items are as far in as the first; what is further in is the one before's."""
    first = ITEM.match(lines[0])
    assert first
    margin, tag = first[1], "ul" if first[2] == "-" else "ol"
    yield f"        <{tag}>"
    while lines:
        item = ITEM.match(lines.pop(0))
        assert item, "a list whose items do not begin at one margin"
        words, inner = [item[3]], []
        while lines and lines[0].startswith(f"{margin} "):
            line = lines.pop(0)
            (inner if inner or ITEM.match(line) else words).append(line)
        yield f"            <li>{_spans(' '.join(map(str.strip, words)))}"
        if inner:
            yield from _iter_list(inner)
        yield "            </li>"
    yield f"        </{tag}>"


def _spans(text: str) -> str:
    text = _escape(text)
    for pattern, replacement in SPANS:
        text = pattern.sub(replacement, text)
    return text


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def main(root: Path, check: bool) -> int:
    """:return: 1 when a page is not current and was not to be written"""
    stale = 0
    for fragments in sorted(root.glob("*/readme")):
        page = fragments.parent / "static" / "description" / "index.html"
        content = build_page(fragments.parent)
        if page.exists() and page.read_text() == content:
            continue
        if check:
            print(f"{page.relative_to(root)} is not current: run dev/app_description.py")
            stale = 1
        else:
            page.write_text(content)
    return stale


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--check" in sys.argv[2:]))
