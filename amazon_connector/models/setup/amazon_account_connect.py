"""One button from pasted values to stores: region, roles, stores."""

from odoo import models

PORTAL = "https://solutionproviderportal.amazon.com"


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def action_connect(self):
        """Test the connection and, if it works, load the stores (Connect).

        :return: the ``amazon.operation`` records
        """
        self.ensure_one()
        operations = self.action_test_connection()
        if self.state == "connected" and not self.store_ids:
            operations = self.action_load_stores()
            # The jobs of stores have roles of their own, which are tried once they are there.
            operations |= self.action_test_connection()
        return operations

    def action_open_portal(self):
        """Where client id, client secret and refresh token are found.

        :return: action that opens Amazon's Solution Provider Portal beside Odoo
        """
        return {"type": "ir.actions.act_url", "url": PORTAL, "target": "new"}
