"""Amazon's addresses as values of Odoo's contacts."""

import hashlib
from typing import TYPE_CHECKING

from odoo import models

from .names import fold_name

if TYPE_CHECKING:
    from ..spapi.orders import Address


class AmazonPartnerMapper(models.AbstractModel):
    _inherit = "amazon.partner.mapper"

    def _prepare_address_vals(self, address: "Address") -> dict:
        """:param address: ``spapi.orders.Address``
        :return: dict of the address fields of ``res.partner``
        """
        country = self._find_country(address.country_code)
        state = self._find_state(country, address.state)
        lines = self._get_street_lines(address, state)
        return {
            "name": self._clean(address.name) or self._clean(address.company_name),
            "street": next(iter(lines), False),
            "street2": ", ".join(lines[1:]) or False,
            "city": self._clean(address.city or address.municipality or address.district),
            "zip": self._clean(address.postal_code),
            "country_id": country.id,
            "state_id": state.id,
            "phone": self._clean(address.phone),
            "amazon_address_key": self._get_address_key(address),
        }

    def _get_street_lines(self, address: "Address", state: models.Model):
        """All that a label needs beside city, code and country: nothing that Amazon says is lost.

        :param state: ``res.country.state``; one that Odoo does not know stands among the lines
        :return: list of texts
        """
        lines = [line for line in map(self._clean, address.lines) if line]
        more = [address.municipality, address.district, "" if state else address.state]
        city = address.city or address.municipality or address.district
        shown = fold_name(" ".join((*lines, city)))
        for text in map(self._clean, more):
            if text and fold_name(text) not in shown:
                lines.append(text)
        return lines

    def _find_country(self, code) -> models.Model:
        """:return: ``res.country`` of Amazon's country code; Amazon writes UK for GB in places"""
        countries = self.env["res.country"]
        return countries.browse(countries._get_ids_by_code().get("GB" if code == "UK" else code))

    def _find_state(self, country: models.Model, name) -> models.Model:
        """:return: ``res.country.state`` by code or by name, whichever Amazon gives"""
        wanted = fold_name(name)
        return country.state_ids.filtered(
            lambda state: wanted and wanted in (fold_name(state.code), fold_name(state.name))
        )[:1]

    @staticmethod
    def _clean(text):
        """:return: a name as it can be stored: one line, without control characters"""
        # The joiner inside composed emoji is the one unprintable character that is wanted.
        kept = (char if char.isprintable() or char == "\u200d" else " " for char in text or "")
        return " ".join("".join(kept).split())

    @staticmethod
    def _get_address_key(address: "Address | None") -> str:
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
