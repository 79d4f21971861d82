"""Rows of settlements in other currencies are worth what their entries of today make of them."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for settlement in env["amazon.settlement"].search([("stage", "=", "posted")]):
        settlement._write_worth()
