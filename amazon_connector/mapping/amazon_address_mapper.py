"""Amazon's addresses as values of Odoo's contacts."""

import hashlib
from typing import TYPE_CHECKING

from odoo import models

from .spelling.countries import read_country
from .spelling.names import fold_name
from .spelling.state_names import read_state

# Key of a contact that stands for an address which Amazon has not told yet.
UNKNOWN_ADDRESS = "unknown"

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
        country = "" if self._find_country(address.country_code) else address.country_code
        more = [
            address.municipality,
            address.district,
            "" if state else address.state,
            country,
        ]
        city = address.city or address.municipality or address.district
        for text in map(self._clean, more):
            if text and not self._is_shown(text, (*lines, city)):
                lines.append(text)
        return lines

    @staticmethod
    def _is_shown(text, lines):
        """Whether a label shows a text already: whole words, not Kent in Kentish Town."""
        shown = " ".join(fold_name(" ".join(lines)).replace(",", " ").split())
        return f" {fold_name(text)} " in f" {shown} "

    def _find_country(self, code) -> models.Model:
        """:return: ``res.country`` of Amazon's country code; empty where Odoo has none"""
        countries = self.env["res.country"]
        return countries.browse(countries._get_ids_by_code().get(read_country(code)))

    def _find_state(self, country: models.Model, text) -> models.Model:
        """The state that Amazon names by code, name or a usual abbreviation, in any language.

        :return: ``res.country.state``, empty where nobody can tell: the text stays in the address
        """
        states = self.env["res.country.state"]
        if not country or not text:
            return states
        spellings = states._get_amazon_ids_by_spelling(country)
        return states.browse(read_state(country.code, spellings, text))

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
