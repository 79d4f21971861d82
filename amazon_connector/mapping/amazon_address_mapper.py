"""Amazon's addresses as values of Odoo's contacts."""

import hashlib
import unicodedata

from odoo import models


class AmazonPartnerMapper(models.AbstractModel):
    _inherit = "amazon.partner.mapper"

    def _prepare_address_vals(self, address):
        """:param address: ``spapi.orders.Address``
        :return: dict of the address fields of ``res.partner``
        """
        country = self._find_country(address.country_code)
        lines = [line for line in map(self._clean, address.lines) if line]
        return {
            "name": self._clean(address.name) or self._clean(address.company_name),
            "street": next(iter(lines), False),
            "street2": ", ".join(lines[1:]) or False,
            "city": self._clean(address.city or address.municipality or address.district),
            "zip": self._clean(address.postal_code),
            "country_id": country.id,
            "state_id": self._find_state(country, address.state).id,
            "phone": self._clean(address.phone),
            "amazon_address_key": self._get_address_key(address),
        }

    def _find_country(self, code):
        """:return: ``res.country`` of Amazon's country code; Amazon writes UK for GB in places"""
        countries = self.env["res.country"]
        return countries.browse(countries._get_ids_by_code().get("GB" if code == "UK" else code))

    def _find_state(self, country, name):
        """:return: ``res.country.state`` by code or by name, whichever Amazon gives"""
        wanted = _fold(name)
        return country.state_ids.filtered(
            lambda state: wanted and wanted in (_fold(state.code), _fold(state.name))
        )[:1]

    @staticmethod
    def _clean(text):
        """:return: a name as it can be stored: one line, without control characters"""
        # The joiner inside composed emoji is the one unprintable character that is wanted.
        kept = (char if char.isprintable() or char == "\u200d" else " " for char in text or "")
        return " ".join("".join(kept).split())

    @staticmethod
    def _get_address_key(address):
        """A short key that is equal for equal names and addresses, however they are written.

        :return: hex digest, or "" without an address
        """
        if not address:
            return ""
        parts = (
            address.name,
            address.company_name,
            *address.lines,
            address.city,
            address.state,
            address.postal_code,
            address.country_code,
        )
        text = "|".join(" ".join((part or "").casefold().split()) for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def _fold(text):
    """A name without case, accents and surrounding spaces, to be compared."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().strip()
