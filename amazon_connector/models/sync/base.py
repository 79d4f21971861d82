"""What only the connector writes, people only read: on any model, by form or by RPC."""

from odoo import api, models

from ...context_keys import OWN, REVERSING


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def _has_field_access(self, field, operation):
        """``readonly=True`` keeps people's hands off on a screen; here it does so everywhere.

        It holds for every model of the connector, and for the ``amazon_*`` fields that it adds to
        Odoo's own, so that a new field or model needs no thought. Jobs run as superuser; a button
        goes on with ``sudo()`` after its own ``check_access``. A dialogue belongs to who opened it.
        """
        if operation == "write" and field.readonly and self._is_amazons(field):
            if not self.env.su and self.env.context.get(REVERSING) is not OWN:
                return False
        return super()._has_field_access(field, operation)

    def copy_data(self, default=None):
        """A copy that a person makes is not Amazon's: it has nothing that people only read."""
        copies = super().copy_data(default)
        names = [name for name, field in self._fields.items() if self._is_amazons(field)]
        kept = {name for name in names if not self._has_field_access(self._fields[name], "write")}
        if not kept:
            return copies
        return [
            vals and {name: value for name, value in vals.items() if name not in kept}
            for vals in copies
        ]

    def _is_amazons(self, field):
        """Whether the connector keeps this field."""
        if self._name.startswith("amazon."):
            return not self._transient
        return field.name.startswith(("amazon_", "is_amazon"))
