"""Masks what no log and no error message may show: tokens, secrets, e-mail addresses."""

import logging
import re

MASK = "***"

_PATTERNS = (
    # Login with Amazon: access (Atza|), refresh (Atzr|) and sandbox tokens, client secrets.
    (re.compile(r"\bAtz[a-z]+\|[^\s\"'&,;]+"), MASK),
    (re.compile(r"\bamzn1\.oa2-cs\.[^\s\"'&,;]+"), MASK),
    # Named values in JSON, in Python's repr, in forms and in headers.
    (
        re.compile(
            r"(?i)\b(access_token|refresh_token|client_secret|spapi_oauth_code|restrictedDataToken"
            r"|x-amz-access-token|authorization|code)(?P<gap>[\"']?\s*[:=]\s*[\"']?)"
            r"[^\s\"'&,;}]{6,}"
        ),
        rf"\1\g<gap>{MASK}",
    ),
    # The query of a presigned address opens the document to anyone.
    (re.compile(r"(?i)\?[^\s\"']*(?:X-Amz-|Signature=|AWSAccessKeyId=)[^\s\"']*"), f"?{MASK}"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), MASK),
)


def redact(text: object) -> str:
    """:return: ``str(text)`` with tokens, secrets, presigned queries and e-mails masked"""
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
