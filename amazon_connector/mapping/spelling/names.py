"""Names of people and places, as they are compared."""

import re
import unicodedata


def fold_name(text: str | None) -> str:
    """A name without case, accents and superfluous spaces, to be compared."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(plain.split())


def fold_vat(number: str | None) -> str:
    """A tax number without signs between its digits and without its country, to be compared."""
    plain = re.sub(r"[\W_]", "", number or "").upper()
    return plain[2:] if plain[:2].isalpha() else plain


def is_like(name: str, other: str) -> bool:
    """Whether two names may be of one person: the words of one are among those of the other.

    For example with and without a second given name, or a name taken by marriage.
    """
    words, others = (set(re.findall(r"\w+", fold_name(each))) for each in (name, other))
    return bool(words and others) and (words <= others or others <= words)
