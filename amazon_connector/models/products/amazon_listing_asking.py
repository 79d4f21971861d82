"""Asking Amazon's catalog: products over which it stumbles keep none of the others."""

from datetime import timedelta
from functools import partial

from odoo import api, models

from ...spapi.errors import Rejected, Unavailable, UnreadablePayload
from ..sync.pacing import paced

# An answer that cannot be read is asked for again after this time.
NEXT_TRY = timedelta(hours=4)
# So long the others go on without one that Amazon stumbles over.
STUMBLE_PAUSE = timedelta(minutes=10)


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    @api.model
    def _search_catalog(self, client, store, asins):
        """Ask for products; where Amazon refuses several at once, or stumbles, for each half alone.

        :return: tuple (dict ASIN → ``CatalogItem``, dict ASIN of which Amazon tells nothing now →
            pause until it is asked for again)
        :raises Unavailable: not one product is to blame: Amazon is away
        """
        asins = sorted({asin for asin in asins if asin})
        if not asins:
            return {}, {}
        try:
            return self._ask_catalog(client, store, asins)
        except Unavailable as error:
            if len(asins) > 1 or not error.status:
                raise
            return {}, dict.fromkeys(asins, STUMBLE_PAUSE)

    @api.model
    def _ask_catalog(self, client, store, asins, may_halve=True):
        """As ``_search_catalog``, for ASINs that each stand there once.

        :param may_halve: whether it may be single ASINs that Amazon stumbles over
        """
        ask = partial(client.search_catalog_items, store.marketplace_id.code, identifiers=asins)
        try:
            page = paced(ask)
        except UnreadablePayload:
            return {}, dict.fromkeys(asins, NEXT_TRY)
        except Rejected:
            return self._ask_halves(client, store, asins) if len(asins) > 1 else ({}, {})
        except Unavailable as error:
            if len(asins) == 1 or not may_halve or not error.status:
                raise
            return self._ask_halves(client, store, asins)
        found = {item.asin: item for item in page.items if item.asin in asins}
        missing = [asin for asin in asins if asin not in found]
        if page.is_cut and found and missing:
            try:
                more, unread = self._ask_catalog(client, store, missing)
            except Unavailable:  # Not away: it has just answered.
                more, unread = {}, dict.fromkeys(missing, STUMBLE_PAUSE)
            return found | more, unread
        return found, dict.fromkeys(missing, NEXT_TRY) if page.broken or page.is_cut else {}

    def _ask_halves(self, client, store, asins):
        """:raises Unavailable: Amazon stumbles over both halves"""
        middle = len(asins) // 2
        found, unread, stumbled = {}, {}, False
        for half in (asins[:middle], asins[middle:]):
            try:
                more, others = self._ask_catalog(client, store, half, may_halve=not stumbled)
            except Unavailable:
                if stumbled:
                    raise
                stumbled, more, others = True, {}, dict.fromkeys(half, STUMBLE_PAUSE)
            found |= more
            unread |= others
        return found, unread
