"""Every language that is there is whole: each term translated, and nothing broken on the way."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(ROOT.glob("*/i18n/*.pot"))
TRANSLATIONS = sorted(ROOT.glob("*/i18n/*.po"))
# What must come out as it went in: placeholders, tags with their attributes, icons' signs.
KEPT = re.compile(r"%\(\w+\)[sdif]|%[sdi%]|</?[a-z][^>]*>|\{\w*\}|[✓✗]")
SAME = Path(__file__).parent / "languages"
IDS = {"ids": lambda path: f"{path.parent.parent.name}-{path.stem}"}


def words(name: str) -> set[str]:
    """:return: terms that are the same in a language, or in all"""
    return set((SAME / f"{name}.txt").read_text().splitlines())


def test_the_languages_of_the_readers_are_there() -> None:
    for template in TEMPLATES:
        languages = {path.stem for path in TRANSLATIONS if path.parent == template.parent}
        assert languages == {"de", "es", "fr", "it", "ja"}, template.stem


@pytest.mark.parametrize("path", TRANSLATIONS, **IDS)
def test_every_term_is_translated(path: Path) -> None:
    template = polib.pofile(str(next(path.parent.glob("*.pot"))))
    translated = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    # ./dev/pot brings them up to date.
    assert set(translated) == {entry.msgid for entry in template}
    assert [msgid for msgid, msgstr in translated.items() if not msgstr.strip()] == []


@pytest.mark.parametrize("path", TRANSLATIONS, **IDS)
def test_no_term_is_left_as_it_was_by_mistake(path: Path) -> None:
    same = words("all") | words(path.stem)
    left = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if entry.msgid == entry.msgstr and " ".join(entry.msgid.split()) not in same
    ]
    assert left == []


@pytest.mark.parametrize("path", TRANSLATIONS, **IDS)
def test_placeholders_and_tags_come_out_as_they_went_in(path: Path) -> None:
    broken = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if Counter(KEPT.findall(entry.msgid)) != Counter(KEPT.findall(entry.msgstr))
        or entry.msgid.endswith("\n") != entry.msgstr.endswith("\n")
    ]
    assert broken == []
