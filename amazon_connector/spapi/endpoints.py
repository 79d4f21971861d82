"""Where Amazon answers, and which addresses may be called."""

import ipaddress
from urllib.parse import urlsplit

TOKEN_URL = "https://api.amazon.com/auth/o2/token"
API_URLS = {
    "na": "https://sellingpartnerapi-na.amazon.com",
    "eu": "https://sellingpartnerapi-eu.amazon.com",
    "fe": "https://sellingpartnerapi-fe.amazon.com",
}


# Where Amazon keeps documents; nothing else is asked for one, whatever an answer says.
DOCUMENT_HOSTS = (".amazonaws.com", ".amazonaws.com.cn", ".cloudfront.net", ".amazon.com")


def check_document_url(url: str, api_url: str) -> None:
    """Refuse the address of a document that is not at Amazon's.

    :param api_url: where the API answers. A proxy in its place may serve documents as well: it
        gets the access tokens anyway
    :raises ValueError: with a sentence, unless its host is Amazon's, the API's or this machine
    """
    check_url(url)
    host = _host(url)
    if not host.endswith(DOCUMENT_HOSTS) and not is_loopback(host) and host != _host(api_url):
        raise ValueError(f"“{host}” is no place of Amazon's documents.")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def check_url(url: str) -> None:
    """Refuse an address that would send tokens in the clear.

    :raises ValueError: with a sentence, unless ``url`` is https or its host is this machine
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        raise ValueError(f"“{url}” is not an address.") from None
    if not host or parts.scheme not in ("http", "https"):
        raise ValueError(f"“{url}” is not an address that begins with https://.")
    if parts.username or parts.password:
        raise ValueError("An address must not hold a user name or a password.")
    if parts.scheme != "https" and not is_loopback(host):
        raise ValueError(
            f"“{url}” is not encrypted: use https. Only addresses of this machine may use http."
        )


def is_local(url: str) -> bool:
    """Whether an address leads to this machine: a local Amazon, not the real one."""
    try:
        return is_loopback(urlsplit(url).hostname or "")
    except ValueError:
        return False


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
