"""Secrets were plain text: where the server has a key, they are encrypted with it."""

from odoo import SUPERUSER_ID, api
from odoo.addons.amazon_connector.models.vault.keys import get_key_state


def migrate(cr, version):
    if get_key_state() == "set":
        accounts = api.Environment(cr, SUPERUSER_ID, {})["amazon.account"]
        accounts.with_context(active_test=False).search([])._encrypt_secrets()
