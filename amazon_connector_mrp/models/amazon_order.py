"""Auto-assembly: what Amazon orders need and is manufactured is made when they are imported."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.amazon_connector.models.sync.try_each import try_each
from odoo.addons.amazon_connector.models.troubles.trouble_kind import TroubleKind
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

KINDS = {
    "assembly_undone": TroubleKind(
        title=_lt("An assembly could not be done"),
        sentence=_lt("%(production)s was to be produced automatically and is not: %(reason)s"),
        action="action_view_productions",
        action_text=_lt("Open Assembly"),
    ),
}


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    production_ids = fields.One2many(
        "mrp.production", "amazon_order_id", string="Assembly", readonly=True
    )
    production_count = fields.Integer(compute="_compute_production_count", compute_sudo=True)

    def _compute_production_count(self):
        counts = dict(
            self.env["mrp.production"]._read_group(
                [("amazon_order_id", "in", self.ids)], ["amazon_order_id"], ["__count"]
            )
        )
        for order in self:
            order.production_count = counts.get(order, 0)

    def _may_reserve_later(self):
        """What is there is the order's before parts of it are taken for an assembly."""
        return self.store_id.assembly_mode == "none" and super()._may_reserve_later()

    def _dispatch(self):
        """Assemble first: what is made just now can be shipped just now."""
        self._assemble()
        return super()._dispatch()

    def _assemble(self):
        """Start the assembly that the stores of these orders want; finish what has all parts."""
        productions = self.env["mrp.production"].create(
            [
                self._prepare_production_vals(line, bom, quantity)
                for line, (bom, quantity) in self._get_assemblies().items()
            ]
        )
        if not productions:
            return
        productions.action_confirm()
        productions.action_assign()
        complete = productions.filtered(
            lambda production: production.reservation_state == "assigned"
        )
        failed = try_each(complete, lambda ready: ready._finish_for_amazon())
        for production, reason in failed.items():
            document = production.amazon_order_id
            document._raise_trouble(
                f"assembly_undone:{production.name}",
                production=production.name,
                reason=document._hide_buyer(reason),
            )

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    def _is_settled(self, trouble):
        if trouble.kind != "assembly_undone":
            return super()._is_settled(trouble)
        name = trouble.key.partition(":")[2]
        return self.production_ids.filtered(lambda production: production.name == name).state in (
            "done",
            "cancel",
        )

    def _get_assemblies(self):
        """What is to be assembled.

        :return: dict ``sale.order.line`` → (``mrp.bom``, quantity in the product's unit)
        """
        lines = self._get_assembled_lines()
        boms = self.env["mrp.bom"]._bom_find(
            lines.product_id, company_id=lines.company_id[:1].id, bom_type="normal"
        )
        lines = lines.filtered(lambda line: boms[line.product_id])
        minimum = lines.filtered(
            lambda line: line.amazon_order_id.store_id.assembly_mode == "minimum"
        )
        wanted = self._get_missing(minimum)
        wanted.update({line: line._get_amazon_ordered() for line in lines - minimum})
        return {
            line: (boms[line.product_id], quantity)
            for line, quantity in wanted.items()
            if quantity > 0
        }

    def _get_assembled_lines(self):
        """The sales lines whose goods may be assembled: FBM, no kits, not made to order anyway."""
        documents = self.filtered(
            lambda document: (
                document.fulfilled_by == "MERCHANT"
                and document.store_id.assembly_mode != "none"
                and document.sale_order_id.state == "sale"
            )
        )
        return documents._get_sale_lines().filtered(
            lambda line: (
                line.product_id.type == "consu"
                and not line.product_id.is_kits
                and not line.qty_delivered
                and "make_to_order" not in line.move_ids.mapped("procure_method")
            )
        )

    def _get_missing(self, lines):
        """How much more than there is each line needs, line after line.

        What is there is what is on hand in the warehouse less what is promised to others; it is
        negative where more is promised than there is, and then that is missing too.

        :param lines: ``sale.order.line``, confirmed
        :return: dict line → quantity in the product's unit
        """
        available = self._get_available_before(lines)
        missing = {}
        for line in lines:
            key, ordered = (line.warehouse_id, line.product_id), line._get_amazon_ordered()
            missing[line] = max(ordered - available[key], 0.0)
            available[key] += missing[line] - ordered
        return missing

    def _get_available_before(self, lines):
        """Quantities that were available before these lines were confirmed.

        :return: dict (warehouse, product) → quantity
        """
        available = defaultdict(float)
        for warehouse, own in lines.grouped("warehouse_id").items():
            for product in own.product_id.with_context(warehouse_id=warehouse.id):
                key = (warehouse, product.with_env(self.env))
                available[key] = product.qty_available - product.outgoing_qty
        for line in lines:
            available[line.warehouse_id, line.product_id] += line._get_amazon_ordered()
        for warehouse, product, quantity in self._read_open_assembly(lines):
            available[warehouse, product] += quantity
        return available

    def _read_open_assembly(self, lines):
        """What earlier orders have started to assemble and is not made yet."""
        return [
            (picking_type.warehouse_id, product, quantity)
            for picking_type, product, quantity in self.env["mrp.production"]._read_group(
                [
                    ("amazon_order_id", "!=", False),
                    ("product_id", "in", lines.product_id.ids),
                    ("state", "in", ("confirmed", "progress", "to_close")),
                ],
                ["picking_type_id", "product_id"],
                ["product_uom_qty:sum"],
            )
        ]

    def _prepare_production_vals(self, line, bom, quantity):
        """Values of the manufacturing order that assembles for a sales line. A hook.

        :param line: ``sale.order.line``
        :param quantity: in the product's unit
        :return: dict for ``mrp.production.create``
        """
        return {
            "product_id": line.product_id.id,
            "product_qty": quantity,
            "product_uom_id": line.product_id.uom_id.id,
            "bom_id": bom.id,
            "picking_type_id": line.warehouse_id.manu_type_id.id,
            "company_id": line.company_id.id,
            "origin": line.order_id.name,
            "amazon_order_id": line.amazon_order_id.id,
        }

    def action_view_productions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("mrp.mrp_production_action")
        return dict(action, domain=[("amazon_order_id", "=", self.id)], context={})


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_amazon_ordered(self):
        """:return: the ordered quantity in the product's unit"""
        return self.product_uom_id._compute_quantity(self.product_uom_qty, self.product_id.uom_id)
