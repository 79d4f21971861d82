"""One order of a rehearsal: what it would become. It names no buyer."""

from odoo import api, fields, models

from ..words.label import label_of

BOOKED = ("delivered", "confirmed", "quotation", "reserved")


class AmazonRehearsalLine(models.Model):
    _name = "amazon.rehearsal.line"
    _description = "Amazon Rehearsal Order"
    _order = "rehearsal_id desc, is_booked, purchase_date desc, id"
    _rec_name = "amazon_ref"

    rehearsal_id = fields.Many2one(
        "amazon.rehearsal", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="rehearsal_id.company_id", store=True)
    store_id = fields.Many2one("amazon.store", readonly=True, ondelete="cascade")
    amazon_ref = fields.Char(string="Amazon Id", required=True, readonly=True)
    purchase_date = fields.Datetime(readonly=True, help="When the buyer ordered.")
    status = fields.Char(string="Status Code", readonly=True)
    status_label = label_of("status", string="Amazon Status")
    outcome = fields.Selection(
        [
            ("delivered", "Delivered"),
            ("confirmed", "Sales order"),
            ("quotation", "Quotation"),
            ("reserved", "Stock held"),
            ("held", "Waits"),
            ("failed", "Fails"),
            ("ignored", "Not imported"),
            ("known", "In Odoo already"),
        ],
        string="Would Be",
        required=True,
        readonly=True,
        help="What the order would be in Odoo. Waits: a setting or a person is needed.",
    )
    is_booked = fields.Boolean(compute="_compute_is_booked", store=True)
    customer = fields.Char(readonly=True, help="Initials and place: names are not kept here.")
    goods = fields.Text(readonly=True, help="Quantity, product and unit price of each line.")
    taxes = fields.Char(readonly=True, help="Taxes of the sales order's lines.")
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True, ondelete="set null")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount_odoo = fields.Monetary(string="Odoo Total", readonly=True)
    amount_amazon = fields.Monetary(string="Amazon Total", readonly=True)
    totals_differ = fields.Boolean(string="Total Differs", readonly=True)
    reason = fields.Text(readonly=True, help="Why it waits, is not imported, or differs.")
    hold_key = fields.Char(readonly=True)

    @api.depends("outcome")
    def _compute_is_booked(self):
        for line in self:
            line.is_booked = line.outcome in BOOKED

    @api.model
    def _prepare_vals(self, document, is_known, newest):
        """What is kept of an order that was played through.

        :param document: ``amazon.order``
        :param is_known: whether it was a sales order before
        :param newest: the last ``res.partner`` that was there before
        :return: value dict
        """
        sale = document.sale_order_id
        lines = document._get_sale_lines()
        return {
            "store_id": document.store_id.id,
            "amazon_ref": document.amazon_ref,
            "purchase_date": document.purchase_date,
            "status": document.status,
            "outcome": "known"
            if is_known or document.is_taken_over
            else self._get_outcome(document),
            "customer": self._word_customer(sale, newest),
            "goods": "\n".join(map(self._word_line, lines)),
            "taxes": ", ".join(dict.fromkeys(lines.tax_ids.mapped("name"))),
            "warehouse_id": sale.warehouse_id.id or document.warehouse_id.id,
            "currency_id": document.currency_id.id,
            "amount_odoo": document.amount_odoo,
            "amount_amazon": document.amount_total,
            "totals_differ": document.totals_differ,
            "reason": self._get_reason(document),
            "hold_key": document.hold_key,
        }

    @api.model
    def _get_outcome(self, document):
        if document.state in ("held", "failed"):
            return document.state
        if document._get_open_holds():
            return "reserved"
        sale = document.sale_order_id
        if not sale or sale.state == "cancel":
            return "ignored"
        if sale.state in ("draft", "sent"):
            return "quotation"
        done = sale.picking_ids.filtered(lambda picking: picking.state == "done")
        return "delivered" if done else "confirmed"

    @api.model
    def _get_reason(self, document):
        reason = document.reason or document.difference_reason or ""
        return document._hide_buyer(reason) or False

    @api.model
    def _word_customer(self, sale, newest):
        """:return: initials and place of whom the goods go to, and whether the contact is new"""
        if not sale:
            return False
        partner = sale.partner_shipping_id
        initials = " ".join(f"{word[0]}." for word in (partner.name or "").split()[:3])
        place = filter(None, (initials, partner.city, partner.country_id.code))
        is_new = partner.id > newest.id
        known = self.env._("new contact") if is_new else self.env._("known contact")
        return f"{', '.join(place)} ({known})"

    @api.model
    def _word_line(self, line):
        product = line.product_id.default_code or line.product_id.name
        unit = line.product_uom_id
        packed = f"{unit.name} " if unit != line.product_id.uom_id else ""
        return f"{line.product_uom_qty:g} × {packed}{product} à {line.price_unit:.2f}"
