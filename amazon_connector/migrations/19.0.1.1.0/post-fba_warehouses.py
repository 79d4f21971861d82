"""FBA warehouses made before show only their deliveries in the Inventory overview, too."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["stock.warehouse"].search([("amazon_account_id", "!=", False)])._archive_unused_types()
