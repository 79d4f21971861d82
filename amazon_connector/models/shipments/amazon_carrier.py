"""Carriers that Amazon knows by a code of its own."""

import re

from odoo import api, fields, models

from ...mapping.amazon_shipment_mapper import OTHER


class AmazonCarrier(models.Model):
    _name = "amazon.carrier"
    _description = "Carrier at Amazon"
    _order = "code"
    _rec_name = "code"

    code = fields.Char(
        required=True,
        help="As Amazon's shipment confirmation takes it, for example UPS. “Other” hands over the "
        "name of the carrier instead.",
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "This carrier is in the list already.")

    @api.model
    def _find_by_name(self, name):
        """The carrier whose code is this name, in whatever case. Never *Other*.

        :param name: name of a carrier as people write it
        """
        wanted = (name or "").strip().casefold()
        return self.search([("code", "!=", OTHER)]).filtered(
            lambda carrier: carrier.code.casefold() == wanted
        )

    @api.model
    def _suggest(self, name):
        """The carrier whose code stands as whole words in a name; the longest one of several.

        ``UPS Ground`` is UPS, ``DHL Express Worldwide`` is DHL Express and not DHL.

        :param name: name of an Odoo carrier
        :return: ``amazon.carrier``, empty when none is meant
        """
        words = _as_words(name)
        fitting = self.search([("code", "!=", OTHER)]).filtered(
            lambda carrier: _as_words(carrier.code) in words
        )
        return fitting.sorted(lambda carrier: -len(carrier.code))[:1]


def _as_words(text):
    """``UPS-Ground`` → `` ups ground ``: blanks around each word, so that only whole ones fit."""
    words = re.findall(r"[^\W_]+", (text or "").casefold())
    return f" {' '.join(words)} "
