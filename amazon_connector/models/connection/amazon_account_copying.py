"""Duplicating an account: its settings, never its identity or its secrets."""

from odoo import models


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    def copy_data(self, default=None):
        """Who duplicates gets what he may set; a proxy's address is for system administrators."""
        copied = super(AmazonAccount, self.sudo()).copy_data(default=default)
        may_set = {
            name for name, field in self._fields.items() if self._has_field_access(field, "write")
        }
        return [
            {
                **{name: value for name, value in vals.items() if name in may_set},
                "name": self.env._("%s (copy)", account.name),
                "selling_partner_id": False,
            }
            for account, vals in zip(self, copied, strict=True)
        ]
