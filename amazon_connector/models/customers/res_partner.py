"""Buyers: how Amazon's identities stand on Odoo's contacts."""

from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    amazon_email = fields.Char(
        string="Amazon E-mail",
        index="btree_not_null",
        copy=False,
        help="The address that Amazon made up for this buyer. It identifies the buyer; Odoo "
        "sends nothing to it.",
        readonly=True,
    )
    amazon_address_key = fields.Char(
        index="btree_not_null",
        copy=False,
        help="Fingerprint of name and address.",
        readonly=True,
    )
    amazon_guest = fields.Boolean(
        copy=False,
        help="Stands for all buyers of a store of whom Amazon tells nothing.",
        readonly=True,
    )

    _amazon_guest_unique = models.UniqueIndex(
        "(name) WHERE amazon_guest", "These guests of a store have a customer already."
    )

    # The contact of a delivery is a label: it shows what Amazon says and nothing of the customer.

    def _is_amazon_label(self):
        return bool(self.type == "delivery" and self.parent_id and self.amazon_address_key)

    def _get_complete_name(self):
        if self._is_amazon_label():
            return (self.name or "").strip()
        return super()._get_complete_name()

    @api.depends("amazon_address_key")
    def _compute_complete_name(self):
        return super()._compute_complete_name()

    @api.depends("type", "amazon_address_key")
    def _compute_commercial_company_name(self):
        labels = self.filtered(lambda partner: partner._is_amazon_label())
        labels.commercial_company_name = False
        return super(ResPartner, self - labels)._compute_commercial_company_name()

    def _get_awaited(self):
        """:return: those of these partners to whom an open delivery goes"""
        open_pickings = self.env["stock.picking"].search(
            [("partner_id", "in", self.ids), ("state", "not in", ("done", "cancel"))]
        )
        return open_pickings.partner_id

    def _get_used_elsewhere(self, sales):
        """Contacts that other documents rely on, so that their address must stay.

        :param sales: ``sale.order``: each may use its own contact
        :return: those of these partners that another sales order, a done delivery, an invoice or
            a second one of ``sales`` uses
        """
        domain = [("partner_id", "in", self.ids)]
        used = self.env["stock.picking"].search([*domain, ("state", "=", "done")]).partner_id
        moves = self.env["account.move"].sudo()
        used |= moves.search(domain).partner_id
        used |= moves.search([("partner_shipping_id", "in", self.ids)]).partner_shipping_id
        roles = ("partner_id", "partner_invoice_id", "partner_shipping_id")
        for role in roles:
            counts = self.env["sale.order"]._read_group(
                [(role, "in", self.ids)], [role], ["id:recordset"]
            )
            for partner, users in counts:
                if role != "partner_shipping_id" or len(users) > 1 or users - sales:
                    used |= partner
        return used & self
