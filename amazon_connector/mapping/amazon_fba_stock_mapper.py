"""Units at Amazon as values of the list of FBA stock."""

from odoo import models

from ..spapi.operations.inventory import InventorySummary

NUMBERS = (
    "fulfillable",
    "reserved",
    "reserved_orders",
    "reserved_transfers",
    "reserved_processing",
    "inbound_working",
    "inbound_shipped",
    "inbound_receiving",
    "unsellable",
    "researching",
)


class AmazonFbaStockMapper(models.AbstractModel):
    _name = "amazon.fba.stock.mapper"
    _description = "Amazon FBA Stock to Odoo"

    def _prepare_fba_stock_vals(self, summary: InventorySummary) -> dict:
        """Values of a row from what Amazon says of a seller SKU. A hook.

        What Amazon leaves out is named in ``untold``: it is not zero. Example::

            def _prepare_fba_stock_vals(self, summary):
                return {**super()._prepare_fba_stock_vals(summary), "x_grade": summary.condition}

        :param summary: ``spapi`` summary
        :return: dict for ``amazon.fba.stock``
        """
        told = {
            name: getattr(summary, "unfulfillable" if name == "unsellable" else name)
            for name in NUMBERS
        }
        moment = summary.updated_at
        return {
            "fnsku": summary.fnsku or False,
            "seller_sku": summary.sku,
            "asin": summary.asin or False,
            "title": summary.title or False,
            "amazon_updated_at": moment and moment.replace(tzinfo=None, microsecond=0),
            "untold": [name for name, units in told.items() if units is None],
            **{name: units for name, units in told.items() if units is not None},
        }
