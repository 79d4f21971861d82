"""In which condition goods are offered: new, or anything else."""

from ..words import as_word

# As numbers, in the listings report; 11 is new.
_USED_NUMBERS = frozenset(map(str, range(1, 11)))
_USED_WORDS = ("USED", "COLLECTIBLE", "REFURBISHED", "CLUB")


def is_used(condition: str) -> bool:
    """Whether Amazon calls goods anything but new; an unknown word says nothing.

    :param condition: a number of the listings report, or a word such as ``used_like_new``
    """
    word = as_word(condition)
    return word in _USED_NUMBERS or word.startswith(_USED_WORDS)
