"""What an application needs to act for a seller."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credentials:
    """Login with Amazon: the application (client) and the seller's consent (refresh token)."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
