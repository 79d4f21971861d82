"""Brings the translations of an addon up to its template: new terms come in empty, gone ones go.

Usage: languages.py ADDON_FOLDER...
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib


def up_to_date(template: polib.POFile, translated: polib.POFile, language: str) -> polib.POFile:
    """:return: the terms of the template, in its order, with what is translated of them"""
    known = {entry.msgid: entry.msgstr for entry in translated}
    result = polib.POFile()
    result.header = template.header
    result.metadata = {**template.metadata, "Language": language}
    for entry in template:
        result.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=known.get(entry.msgid, ""),
                occurrences=entry.occurrences,
                comment=entry.comment,
                flags=entry.flags,
            )
        )
    return result


def find_translations(addon: Path) -> Iterator[tuple[Path, Path]]:
    """:return: pairs of template and translation"""
    template = addon / "i18n" / f"{addon.name}.pot"
    for path in sorted(template.parent.glob("*.po")):
        yield template, path


def main(folders: list[str]) -> None:
    for folder in folders:
        for template, path in find_translations(Path(folder)):
            result = up_to_date(polib.pofile(str(template)), polib.pofile(str(path)), path.stem)
            result.save(str(path))
            missing = len(result.untranslated_entries())
            if missing:
                print(f"{path}: {missing} terms are not translated")


if __name__ == "__main__":
    main(sys.argv[1:])
