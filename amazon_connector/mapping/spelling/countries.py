"""Codes of countries as Amazon and its sellers' programs write them."""

# Codes of customs and tax offices, and of the post, for what Odoo has under ISO's.
_USUAL = {"UK": "GB", "XI": "GB", "EL": "GR", "IC": "ES", "EA": "ES"}
# Of three letters: marketplaces, Europe, and where goods are often sent from.
_LONG = {
    **{"USA": "US", "CAN": "CA", "MEX": "MX", "BRA": "BR", "GBR": "GB", "DEU": "DE", "FRA": "FR"},
    **{"ITA": "IT", "ESP": "ES", "NLD": "NL", "SWE": "SE", "POL": "PL", "BEL": "BE", "IRL": "IE"},
    **{"TUR": "TR", "ARE": "AE", "SAU": "SA", "EGY": "EG", "ZAF": "ZA", "IND": "IN", "JPN": "JP"},
    **{"AUS": "AU", "SGP": "SG", "AUT": "AT", "BGR": "BG", "HRV": "HR", "CYP": "CY", "CZE": "CZ"},
    **{"DNK": "DK", "EST": "EE", "FIN": "FI", "GRC": "GR", "HUN": "HU", "LVA": "LV", "LTU": "LT"},
    **{"LUX": "LU", "MLT": "MT", "PRT": "PT", "ROU": "RO", "SVK": "SK", "SVN": "SI", "CHE": "CH"},
    **{"NOR": "NO", "LIE": "LI", "ISL": "IS", "MCO": "MC", "CHN": "CN", "HKG": "HK", "NZL": "NZ"},
}
# Canary Islands, Ceuta and Melilla: of Spain, and outside of its VAT.
_WITHOUT_VAT = {"IC", "EA"}


def read_country(code: str | None) -> str:
    """:return: ISO 3166-1 code of two letters, as far as the code is known; "" for none"""
    plain = (code or "").strip().upper()
    return _USUAL.get(plain) or _LONG.get(plain) or plain


def is_without_vat(code: str | None) -> bool:
    """Whether goods that go there leave the VAT of the country that ``read_country`` names."""
    return (code or "").strip().upper() in _WITHOUT_VAT
