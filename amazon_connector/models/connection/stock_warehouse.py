"""Amazon's fulfilment centres as a warehouse of Odoo."""

from itertools import count

from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    amazon_account_id = fields.Many2one(
        "amazon.account",
        string="FBA of Amazon Account",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="This warehouse stands for the goods that Amazon stores and ships for the account.",
        readonly=True,
    )

    amazon_pending_type_id = fields.Many2one(
        "stock.picking.type",
        string="Amazon Pending",
        copy=False,
        ondelete="set null",
        help="Operation type of the transfers that hold stock for pending Amazon orders.",
        readonly=True,
    )

    def _get_or_create_amazon_pending_type(self):
        """The operation type under which stock is held for pending orders; nothing leaves by it.

        :return: ``stock.picking.type``
        """
        self.ensure_one()
        if not self.amazon_pending_type_id:
            self.amazon_pending_type_id = self.env["stock.picking.type"].create(
                {
                    "name": self.env._("Amazon Pending"),
                    "code": "outgoing",
                    "sequence_code": "AMZP",
                    # After the warehouse's own deliveries, which stay the usual ones.
                    "sequence": self.out_type_id.sequence + 1000,
                    "warehouse_id": self.id,
                    "company_id": self.company_id.id,
                    "default_location_src_id": self.lot_stock_id.id,
                    "default_location_dest_id": self.env.ref("stock.stock_location_customers").id,
                    "reservation_method": "at_confirm",
                }
            )
        return self.amazon_pending_type_id

    @api.model
    def _get_or_create_amazon_fba(self, account):
        """The FBA warehouse of an account.

        Amazon has picked before we know: nothing is reserved, and no lot is asked for.

        :param account: ``amazon.account``
        :return: ``stock.warehouse``
        """
        found = self.search([("amazon_account_id", "=", account.id)], limit=1)
        if found:
            return found
        taken = self.with_context(active_test=False).search(
            [("company_id", "=", account.company_id.id)]
        )
        code = next(
            code for code in (f"FBA{n}" for n in count(1)) if code not in taken.mapped("code")
        )
        name = self.env._("Amazon FBA %s", account.name)
        warehouse = self.create(
            {
                "name": f"{name} ({code})" if name in taken.mapped("name") else name,
                "code": code,
                "company_id": account.company_id.id,
                "amazon_account_id": account.id,
            }
        )
        warehouse.out_type_id.write(
            {
                "reservation_method": "manual",
                "use_existing_lots": False,
                "use_create_lots": False,
            }
        )
        warehouse._archive_unused_types()
        return warehouse

    def _archive_unused_types(self):
        """Nobody receives, moves or makes goods there: only deliveries stay in the overview.

        What somebody has used all the same, to book goods sent to Amazon for example, stays too.
        """
        types = self.env["stock.picking.type"].search(
            [
                ("warehouse_id", "in", self.ids),
                ("id", "not in", (self.out_type_id | self.amazon_pending_type_id).ids),
            ]
        )
        in_use = [("picking_type_id", "in", types.ids)]
        ((used,),) = self.env["stock.picking"]._read_group(
            in_use, aggregates=["picking_type_id:recordset"]
        )
        (types - used).action_archive()
