"""Finds ids and secrets in whatever was pasted: a page, a settings file, an e-mail."""

import re
import unicodedata

# What each looks like, by the name of the value; Amazon's own prefixes leave no doubt.
_SHAPES = {
    "client_id": re.compile(r"amzn1\.application-oa2-client\.[0-9A-Za-z-]+"),
    "client_secret": re.compile(r"amzn1\.oa2-cs\.v\d+\.[0-9A-Za-z-]+"),
    "refresh_token": re.compile(r"Atzr\|[0-9A-Za-z_+/=-]+"),
    "application_id": re.compile(r"amzn1\.sp\.solution\.[0-9A-Za-z-]+"),
}
# Client secrets from before 2023 have no prefix.
_OLD_SECRET = re.compile(r"(?<![0-9A-Za-z|.])[0-9a-f]{64}(?![0-9A-Za-z])")
# Mail programs break a refresh token, which is hundreds of characters long, into such lines.
# The last of them may be short: then a digit tells it from a word of the text below.
_BROKEN_OFF = re.compile(
    r"(Atzr\|[0-9A-Za-z_+/=-]{40,})[ \t]*\r?\n[> \t]*"
    r"([0-9A-Za-z_+/=-]{20,}|(?=\S*\d)[0-9A-Za-z_+/=-]+)(?=\s|$)"
)


def find_credentials(text: str) -> dict[str, str]:
    """Find what Amazon's portal shows, without labels, quotes and blanks around it.

    :param text: as pasted
    :return: what was found of ``client_id``, ``client_secret``, ``refresh_token`` and
        ``application_id``; the last one of each, for newer values stand below older ones
    """
    plain = _join_broken(_without_invisible(text))
    found = {}
    for name, shape in _SHAPES.items():
        if values := shape.findall(plain):
            found[name] = values[-1]
    if "client_secret" not in found and (values := _OLD_SECRET.findall(plain)):
        found["client_secret"] = values[-1]
    return found


def _without_invisible(text: str) -> str:
    """Zero-width and other format characters away, full-width letters plain."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char) != "Cf")


def _join_broken(text: str) -> str:
    """A refresh token that was broken into lines, in one piece again."""
    while match := _BROKEN_OFF.search(text):
        if _OLD_SECRET.fullmatch(match[2]):  # The next value, not the rest of this one.
            break
        text = f"{text[: match.start()]}{match[1]}{match[2]}{text[match.end() :]}"
    return text
