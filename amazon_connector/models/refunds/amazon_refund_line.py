"""What a refund says of each item: one amount, with Amazon's words, as it is sorted."""

from odoo import fields, models

from ..words.label import label_of


class AmazonRefundLine(models.Model):
    _name = "amazon.refund.line"
    _description = "Amazon Refund Amount"
    _order = "refund_id, id"
    _rec_name = "charge"

    refund_id = fields.Many2one(
        "amazon.refund", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="refund_id.company_id", store=True)
    currency_id = fields.Many2one(related="refund_id.currency_id")
    item_ref = fields.Char(string="Item Id", readonly=True)
    seller_sku = fields.Char(string="Seller SKU", readonly=True)
    order_item_id = fields.Many2one("amazon.order.item", readonly=True, ondelete="set null")
    product_id = fields.Many2one(related="order_item_id.product_id")
    charge = fields.Char(
        string="Charge Code",
        readonly=True,
        help="ITEM: the goods. Else what it is: shipping, goodwill, a fee of Amazon…",
    )
    charge_label = label_of("charge", string="Charge")
    kind = fields.Selection(
        [
            ("price", "Price"),
            ("tax", "Tax"),
            ("withheld", "Tax by Amazon"),
            ("fee", "Fee"),
        ],
        readonly=True,
    )
    amount = fields.Monetary(readonly=True, help="Below zero: you pay it.")

    def _replace(self, refund, sorted_refund):
        """Write down what a refund says now in place of what it said before.

        :param refund: ``amazon.refund``
        :param sorted_refund: ``Refund`` of ``spapi.finances``
        """
        refund.line_ids.unlink()
        self.create(
            [
                {
                    "refund_id": refund.id,
                    "item_ref": share.item.item_ref if share.item else False,
                    "seller_sku": share.item.sku if share.item else False,
                    "order_item_id": refund._find_order_item(share.item).id,
                    "charge": part.charge,
                    "kind": part.kind,
                    "amount": float(amount),
                }
                for share in sorted_refund.shares
                for part, amount in share.parts.items()
                if amount
            ]
        )
