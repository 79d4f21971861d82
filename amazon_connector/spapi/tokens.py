"""Access tokens, kept per process: one call to Amazon per hour and seller, whoever asks."""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .credentials import Credentials
from .errors import Unavailable
from .lwa import OPERATION, request_tokens

# Seconds before its end at which a token is no longer used.
SAFETY_MARGIN = 60.0
# What Amazon documents; and what is more than any token lives, as a clock's number would be.
USUAL_LIFETIME = 3600.0
MOST_SECONDS = 7 * 86400.0
# A token of this age in seconds cannot have expired: a refusal then is about something else.
FRESH_FOR = 60.0


@dataclass(frozen=True, slots=True)
class AccessToken:
    """``obtained_at`` and ``expires_at`` are on the clock of :class:`TokenCache`, in seconds."""

    value: str = field(repr=False)
    obtained_at: float
    expires_at: float


@dataclass(slots=True)
class _Slot:
    lock: threading.Lock = field(default_factory=threading.Lock)
    token: AccessToken | None = None


class TokenCache:
    """Access tokens of any number of sellers; safe for threads.

    :param now: seconds of a clock that never goes back
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._slots: dict[tuple[str, str, str], _Slot] = {}
        self._lock = threading.Lock()

    def get(self, credentials: Credentials, token_url: str) -> AccessToken:
        """Give a valid token; threads that ask for the same one wait for a single call.

        :raises SpApiError: see :func:`.lwa.request_tokens`
        """
        slot = self._slot(credentials, token_url)
        with slot.lock:
            if slot.token is None or slot.token.expires_at <= self._now():
                slot.token = self._request(credentials, token_url)
            return slot.token

    def forget(self, credentials: Credentials, token_url: str, token: AccessToken) -> None:
        """Drop a token that Amazon refused, unless another one took its place already."""
        slot = self._slot(credentials, token_url)
        with slot.lock:
            if slot.token is token:
                slot.token = None

    def clear(self) -> None:
        """Drop all tokens, e.g. between tests that start an Amazon anew."""
        with self._lock:
            self._slots.clear()

    def is_fresh(self, token: AccessToken) -> bool:
        """:return: whether a new token would change nothing"""
        return self._now() - token.obtained_at < FRESH_FOR

    def _slot(self, credentials: Credentials, token_url: str) -> _Slot:
        # The secrets are hashed so that the keys tell nothing. The client secret is among
        # them: a mistyped one must not live on another's token.
        secrets = "\0".join((credentials.client_secret, credentials.refresh_token))
        fingerprint = hashlib.sha256(secrets.encode()).hexdigest()
        with self._lock:
            key = (token_url, credentials.client_id, fingerprint)
            return self._slots.setdefault(key, _Slot())

    def _request(self, credentials: Credentials, token_url: str) -> AccessToken:
        obtained_at = self._now()
        answer = request_tokens(
            token_url,
            {
                "grant_type": "refresh_token",
                "client_id": credentials.client_id,
                "client_secret": credentials.client_secret,
                "refresh_token": credentials.refresh_token,
            },
        )
        value = answer.get("access_token")
        if not isinstance(value, str) or not value:
            raise Unavailable("Amazon's answer holds no access token.", operation=OPERATION)
        lifetime = _read_lifetime(answer.get("expires_in"))
        return AccessToken(value, obtained_at, obtained_at + lifetime - SAFETY_MARGIN)


def _read_lifetime(told: object) -> float:
    """Seconds that a token is valid; OAuth lets them be left out, and some write them as text."""
    try:
        seconds = float(str(told))
    except ValueError:
        return USUAL_LIFETIME
    return seconds if 0 < seconds < MOST_SECONDS else USUAL_LIFETIME


TOKENS = TokenCache()
