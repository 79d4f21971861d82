"""States and provinces as they are written: which spellings mean the same."""

import re
from collections.abc import Collection, Iterator, Mapping

from .names import fold_name
from .state_spellings import SPELLINGS

# Words that say only that it is a state.
_BEFORE = re.compile(
    r"^(?:the )?(?:(?:county|co|state|prov|province|region|nct|ut|emirate|governorate|edo|estado|"
    r"provincia|departamento|comunidad|emirat|provinz|provincie|wojewodztwo|woj)"
    r"(?: (?:of|de|del|di|da|do|la|el))*) (?=\w)"
)
_AFTER = re.compile(
    r"(?<=\w)[ ](?:county|co|state|province|prov|prefecture|pref|governorate|emirate|region|"
    r"voivodeship|lan|ken|fu|to|ili)$"
)
_JAPANESE = re.compile(r"(?<=\w\w)[都府県]$")


def index_states(country_code: str, states: Collection[tuple[int, str, str]]) -> dict[str, int]:
    """All spellings of the states of a country; the surest reading of a spelling wins.

    :param states: tuples (id, Odoo's code, Odoo's name)
    :return: dict spelling as :func:`read_state` asks for it → id
    """
    known = SPELLINGS.get(country_code, {})
    index: dict[str, int] = {}
    readings = (
        lambda code, name: (_plain(code), _plain(name)),
        lambda _code, name: _forms(name),
        lambda code, _name: map(_plain, known.get(code, "").split(";")),
        lambda code, _name: (_without_country(country_code, code),),
    )
    for read in readings:
        for id_, code, name in states:
            for spelling in filter(None, read(code, name)):
                index.setdefault(spelling, id_)
    return index


def read_state(country_code: str, index: Mapping[str, int], text: str) -> int | None:
    """:return: id of the state that a text names, or None where nobody can tell"""
    spellings = (_plain(text), _without_country(country_code, text), *_forms(text))
    return next((index[each] for each in spellings if each in index), None)


def _plain(text: str) -> str:
    """A name without case, accents, points and hyphens."""
    # Turkish writes I without a dot.
    folded = fold_name(text).replace("ı", "i").replace("ł", "l").replace("&", " and ")
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"[.'’`´]", "", folded)).split())


def _forms(name: str) -> Iterator[str]:
    """The names in "Alacant (Alicante)" and "Araba/Álava", also without *County of*."""
    for part in (name, *re.split(r"[()/]", name)):
        plain = _plain(part)
        yield plain
        yield _JAPANESE.sub("", plain)
        yield _AFTER.sub("", _BEFORE.sub("", plain))


def _without_country(country_code: str, code: str) -> str:
    """The code of a state without the country's before it: JP-13, US-NY."""
    return _plain(code).removeprefix(f"{country_code.lower()} ")
