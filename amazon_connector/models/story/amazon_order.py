"""The conversation of an Amazon order tells its story: each turn once, without buyers' data.

What people do is tracked, or said where they do it. What jobs do is said here, for a whole batch
with one call: on the hot path an order costs no query of its own for it.
"""

from markupsafe import Markup

from odoo import fields, models

from ...spapi.words import CANCELLED


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    told_status = fields.Char(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Amazon's status that the conversation told last.",
    )
    told_turn = fields.Char(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="What became of the order in Odoo, as the conversation told it last.",
    )

    def _tell_story(self):
        """Say in the conversations of these orders what has become of them, where that is news."""
        bodies = {}
        for document in self:
            sentences = [*document._get_news_of_amazon(), *document._get_news_of_odoo()]
            if sentences:
                bodies[document.id] = Markup("<br/>").join(sentences)
        news = self.browse(bodies)
        news._message_log_batch(bodies)
        for document in news:
            document.write({"told_status": document.status, "told_turn": document._get_turn()})

    def _get_turn(self):
        """:return: what became of the order, as a key: the same key is not told again"""
        if self.state == "held":
            return f"held:{self.hold_key or ''}"
        if self.state == "done" and self.sale_order_id:
            return f"sale:{self.sale_order_id.id}"
        return self.state

    def _get_news_of_amazon(self):
        """:return: list of sentences on Amazon's status, empty unless it is another one"""
        if not self.status or self.status == self.told_status:
            return []
        if not self.told_status:
            return [self.env._("Received from Amazon: %s.", self.status_label)]
        if self.status == CANCELLED and self.cancelled_at:
            return []  # ``_cancel_sales`` has said so, with the sales order.
        return [self.env._("Now at Amazon: %s.", self.status_label)]

    def _get_news_of_odoo(self):
        """:return: list of sentences on what became of the order, empty unless that is news"""
        if self._get_turn() == self.told_turn:
            return []
        if self.state == "held":
            return [self._get_hold_news()]
        if self.state == "failed":
            return [self.env._("Could not be processed; the form says why.")]
        if self.state == "ignored":
            return [self.env._("Ignored: %s", self.reason or "-")]
        if self.state == "done" and self.sale_order_id:
            return [self.env._("Imported as %s.", self.sale_order_id._get_html_link())]
        return []

    def _get_hold_news(self):
        """:return: sentence: what kind of thing is missing; the reason itself may name a buyer"""
        kind = (self.hold_key or "").partition(":")[0]
        known = self.env["amazon.store"]._get_trouble_kinds()
        title = known.get(f"held_{kind}", known["held"]).title
        return self.env._("On hold: %s.", self.env._(title))
