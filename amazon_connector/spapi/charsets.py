"""In which encoding a text of Amazon's is written; what Amazon claims is sometimes wrong.

A text is judged as a whole and by how much of it makes sense, so that one broken byte costs one
character and never turns the text into another language's.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

UTF_8 = "utf-8"
JAPANESE = "cp932"
CHINESE = "gb18030"
WESTERN = "cp1252"
# As browsers do: what is called Latin-1 is the Windows code page in truth.
_ALIASES = {
    "iso-8859-1": WESTERN,
    "latin-1": WESTERN,
    "us-ascii": WESTERN,
    "windows-31j": JAPANESE,
    "shift_jis": JAPANESE,
    "shift-jis": JAPANESE,
    "sjis": JAPANESE,
    "gbk": CHINESE,
    "gb2312": CHINESE,
}
# Encodings of which bytes could be told apart from a line break or a tab by nobody.
_UNFIT = ("utf-16", "utf-32", "utf-7", "utf_16", "utf_32", "utf_7")
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Hiragana and katakana in Shift-JIS; Western texts hold such pairs of bytes by chance alone.
_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")
# A kanji in Shift-JIS of which both bytes are beyond ASCII, as those of half of all kanji are.
_KANJI = re.compile(rb"[\x88-\x9f][\x80-\xfc]")
# Two Chinese characters or more; Western letters with accents seldom stand four in a row.
_HANZI = re.compile(rb"(?:[\xb0-\xf7][\xa1-\xfe]){2,}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ALL_BYTES = bytes(range(256))
_BAD = "\ufffd"
# Python's Japanese code page reads bytes that no text uses as characters for private use.
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def decode(content: bytes, encoding: str) -> str:
    """:return: the text, in which each byte that makes no sense is one U+FFFD"""
    if encoding == UTF_8:
        content = _ENCODED_SURROGATE.sub(_BAD.encode(), content)
    return content.decode(encoding, errors="replace")


def find_encoding(open_blocks: Callable[[], Iterable[bytes]], claimed: str | None) -> str:
    """Find the encoding of a text.

    :param open_blocks: gives the text from its beginning, in blocks that end between characters
    :param claimed: what its header says
    """
    if _is_clean(open_blocks(), UTF_8):
        return UTF_8
    claim = _known(claimed)
    if claim in (JAPANESE, CHINESE) and _is_clean(open_blocks(), str(claim)):
        return str(claim)
    evidence = _Evidence()
    for block in open_blocks():
        evidence.add(block)
    return evidence.verdict(claim)


@dataclass(slots=True)
class _Evidence:
    """What speaks for an encoding, and how often it makes no sense."""

    utf_8: int = 0
    not_utf_8: int = 0
    kana: int = 0
    kanji: int = 0
    not_japanese: int = 0
    hanzi: int = 0
    beyond_ascii: int = 0

    def add(self, block: bytes) -> None:
        self.utf_8 += len(_MULTIBYTE.findall(block))
        self.not_utf_8 += decode(block, UTF_8).count(_BAD) - block.count(_BAD.encode())
        self.kana += len(_KANA.findall(block))
        self.kanji += len(_KANJI.findall(block))
        japanese = decode(block, JAPANESE)
        self.not_japanese += japanese.count(_BAD) + len(_PRIVATE.findall(japanese))
        self.hanzi += sum(map(len, _HANZI.findall(block)))
        self.beyond_ascii += len(_BEYOND_ASCII.findall(block))

    def verdict(self, claim: str | None) -> str:
        if self.utf_8 and self.utf_8 >= self.not_utf_8:
            return UTF_8
        if self.kana > 3 * self.not_japanese:
            return JAPANESE
        # Without any kana: names of goods and towns. Western texts have no such pairs in numbers.
        if self.kanji > 1 and not self.not_japanese and 5 * self.kanji > self.beyond_ascii:
            return JAPANESE
        if claim == JAPANESE and self.kana and self.kana >= self.not_japanese:
            return JAPANESE
        if 2 * self.hanzi > self.beyond_ascii:
            return CHINESE
        return WESTERN if claim in (None, UTF_8, JAPANESE, CHINESE) else str(claim)


def _is_clean(blocks: Iterable[bytes], encoding: str) -> bool:
    try:
        for block in blocks:
            block.decode(encoding)
    except ValueError:
        return False
    return True


def _known(claimed: str | None) -> str | None:
    """The codec of a claim, None where there is none to decode a text with."""
    name = (claimed or "").strip().lower()
    name = _ALIASES.get(name, name)
    try:
        codec = codecs.lookup(name)
        # Some codecs only exist to refuse, as "undefined" and "idna" do.
        _ALL_BYTES.decode(name, errors="replace")
    except (LookupError, ValueError):
        return None
    if codec.name.startswith(_UNFIT):
        return None
    return _ALIASES.get(codec.name, codec.name)
