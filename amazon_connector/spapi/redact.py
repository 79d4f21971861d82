"""Masks what no log and no error message may show: tokens, secrets, buyers' data.

Every pattern reads a text in linear time, whatever it holds: a run of characters is taken whole
and then judged, and what cannot be taken whole has a bound.
"""

import logging
import re
from collections.abc import Callable

MASK = "***"

# A quoted value up to its closing quote (or the end), else what stands before a delimiter.
_QUOTED = r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"?|'[^'\\]*(?:\\.[^'\\]*)*'?"
_GAP = r"(?P<gap>\\?[\"']?\s{0,8}[:=]\s{0,8}\\?)"

_SECRET = re.compile(
    r"(?i)(?P<name>access_token|refresh_token|client_secret|spapi_oauth_code|restrictedDataToken"
    r"|x-amz-access-token|authorization|\bcode)"
    + _GAP
    + rf"(?:(?P<quoted>{_QUOTED})|(?:(?:bearer|basic)\s{{1,8}})?[^\s\"'&,;}}]{{6,}})"
)
_PERSONAL = re.compile(
    r"(?i)\b(?P<name>(?:buyer|recipient|customer|company|legal)_?name|buyer_?company_?name"
    r"|phone|mobile|street[ _]?\d?|address_?line_?\d|city|post(?:al)?_?code|zip|gift_?message"
    r"|address_?instruction|buyer_?email|e-?mail|vat|(?<=[\"'])name(?=[\"']))"
    + _GAP
    + rf"(?P<quoted>{_QUOTED})"
)
_RUN = re.compile(r"[\w.+%@-]+")
_E_MAIL = re.compile(r"[\w.+%-]@[\w-]+\.\w")
_QUERY = re.compile(r"\?[^\s\"']+")
_PRESIGNED = re.compile(r"(?i)X-Amz-|Signature=|AWSAccessKeyId=")
# PostgreSQL shows whole rows and keys; their values may run over several lines.
_ROW = re.compile(
    r"(?s)(?P<before>Failing row contains \(|\)=\().*?(?P<after>\)[^()\n]*(?:\n|\Z)|\Z)"
)


def _mask_named(match: re.Match[str]) -> str:
    quoted = match["quoted"] or ""
    quote = quoted[:1]
    if len(quoted) == 2:
        return match[0]
    return f"{match['name']}{match['gap']}{quote}{MASK}{quote if quoted.endswith(quote) else ''}"


def _mask_run(match: re.Match[str]) -> str:
    return MASK if _E_MAIL.search(match[0]) else match[0]


def _mask_query(match: re.Match[str]) -> str:
    return f"?{MASK}" if _PRESIGNED.search(match[0]) else match[0]


_Replacement = str | Callable[[re.Match[str]], str]
_PATTERNS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    (_ROW, rf"\g<before>{MASK}\g<after>"),
    # Login with Amazon: access (Atza|), refresh (Atzr|) and sandbox tokens, client secrets.
    (re.compile(r"\bAtz[a-z]{1,16}\|[^\s\"'&,;]+"), MASK),
    (re.compile(r"\bamzn1\.oa2-cs\.[^\s\"'&,;]+"), MASK),
    # Named values in JSON, in Python's repr, in forms and in headers.
    (_SECRET, _mask_named),
    (_PERSONAL, _mask_named),
    # The query of a presigned address opens the document to anyone.
    (_QUERY, _mask_query),
    (_RUN, _mask_run),
    (re.compile(r"\+\d[\d ()./-]{6,20}\d"), MASK),
)


def redact(text: object) -> str:
    """:return: ``str(text)`` with tokens, secrets, presigned queries and buyers' data masked

    Takes a time that grows with the length of the text, not faster.
    """
    redacted = str(text)
    for pattern, replacement in _PATTERNS:
        redacted = pattern.sub(replacement, redacted)
    return redacted


class RedactingFilter(logging.Filter):
    """Masks the message and the traceback of each record that passes."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
        return True
