"""What a recipient wishes stands on the delivery, where the packer and the carrier read it."""

from markupsafe import Markup

from odoo import models
from odoo.tools import html2plaintext


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _note_delivery_wishes(self, documents):
        """Write down wishes of recipients that the delivery does not show yet.

        :param documents: ``amazon.order`` that the delivery brings
        """
        for document in documents.filtered("delivery_wishes"):
            self._add_amazon_note(
                self.env._(
                    "Delivery wishes (Amazon order %(order)s): %(wishes)s",
                    order=document.amazon_ref,
                    wishes="\n" + document.delivery_wishes,
                )
            )

    def _add_amazon_note(self, text):
        """Add a paragraph to the note, once.

        Compared as plain text: Odoo has cleaned the HTML of what stands there already.
        """
        if _as_words(text) not in _as_words(html2plaintext(self.note or "")):
            lines = Markup("<br/>").join(text.split("\n"))
            self.note = (self.note or Markup()) + Markup("<p>%s</p>") % lines


def _as_words(text):
    return " ".join(text.split())
