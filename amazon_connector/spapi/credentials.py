"""What an application needs to act for a seller."""

import unicodedata
from dataclasses import dataclass, field

_QUOTES = "\"'`´‘’‚“”„«»‹›"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Login with Amazon: the application (client) and the seller's consent (refresh token)."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)


def clean_pasted(text: str) -> str:
    """Take from an id or a secret what comes along when it is copied.

    Blanks, line breaks, invisible characters and quotes around it, for none of Amazon's ids and
    secrets holds any; full-width letters become plain ones.
    """
    plain = unicodedata.normalize("NFKC", text)
    # Categories C: control and format characters, as zero-width blanks; Z: blanks of all kinds.
    visible = "".join(char for char in plain if unicodedata.category(char)[0] not in "CZ")
    # A line of JSON or of a settings file ends with a comma or a semicolon.
    return visible.rstrip(",;").strip(_QUOTES).strip(",;")
