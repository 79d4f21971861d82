"""Orders that a person asked for: imported even if they were placed before the first date."""

from odoo import fields, models


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    is_requested = fields.Boolean(
        string="Asked For",
        readonly=True,
        copy=False,
        help="A person has loaded this order: the store's first import date does not hold for it.",
    )

    def _is_too_old(self):
        return super()._is_too_old() and not self.is_requested

    def _request(self, by_name=False):
        """A person wants these orders: what was left out before is looked at again.

        :param by_name: each was asked for by its id: also those that someone has ignored
        :return: those that wait for processing now
        """
        left_out = self.filtered(lambda document: document.state == "ignored")
        if not by_name:
            left_out = left_out.filtered(lambda document: not document.dismissed_by_id)
        (self - left_out).filtered(lambda document: not document.sale_order_id).write(
            {"is_requested": True}
        )
        left_out.write({"is_requested": True, "state": "received", "dismissed_by_id": False})
        return self.filtered(lambda document: document.state == "received")
