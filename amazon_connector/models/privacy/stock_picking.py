"""Gift messages and wishes are taken off the deliveries of orders whose buyer is forgotten."""

from lxml import html

from odoo import models
from odoo.tools import html2plaintext


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _erase_amazon_notes(self, texts):
        """Take the paragraphs with these texts off the notes; what people wrote there stays.

        :param texts: gift messages and delivery wishes
        """
        wanted = {" ".join(text.split()) for text in texts}
        for picking in self.filtered("note"):
            body = html.fragment_fromstring(str(picking.note), create_parent="div")
            erased = [part for part in body if _holds(part, wanted)]
            for part in erased:
                body.remove(part)
            if erased:
                inner = "".join(html.tostring(part, encoding="unicode") for part in body)
                picking.note = (body.text or "") + inner or False


def _holds(part, texts):
    words = " ".join(html2plaintext(html.tostring(part, encoding="unicode")).split())
    return any(text in words for text in texts)
