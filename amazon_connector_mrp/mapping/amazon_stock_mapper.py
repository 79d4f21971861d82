"""Kits as the quantities that Amazon is told: what their parts allow."""

from odoo import models


class AmazonStockMapper(models.AbstractModel):
    _inherit = "amazon.stock.mapper"

    def _get_available(self, store, products):
        """A kit has no stock of its own: as many as its scarcest part allows are available."""
        available = super()._get_available(store, products)
        warehouses = store.stock_warehouse_ids or store.warehouse_id
        kits = products.with_company(store.company_id).filtered("is_kits")
        for kit in kits.with_context(location=warehouses.lot_stock_id.ids):
            available[kit.id] = kit.free_qty
        return available
