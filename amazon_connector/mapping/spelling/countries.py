"""Codes of countries as Amazon and its sellers' programs write them."""

from babel.core import get_global

# Codes of customs and tax offices for what Odoo has under ISO's; Unicode's list knows all others.
_USUAL = {"XI": "GB", "EL": "GR", "IC": "ES", "EA": "ES"}
# Canary Islands, Ceuta and Melilla: of Spain, and outside of its VAT.
_WITHOUT_VAT = {"IC", "EA"}


def read_country(code: str | None) -> str:
    """:return: ISO 3166-1 code of two letters, as far as the code is known; "" for none"""
    plain = (code or "").strip().upper()
    # UK, and codes of three letters or figures. What fell apart since (YU) is no country of today.
    aliases = get_global("territory_aliases").get(plain, ())
    return aliases[0] if len(aliases) == 1 else _USUAL.get(plain, plain)


def is_without_vat(code: str | None) -> bool:
    """Whether goods that go there leave the VAT of the country that ``read_country`` names."""
    return (code or "").strip().upper() in _WITHOUT_VAT
