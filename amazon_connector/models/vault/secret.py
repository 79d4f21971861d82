"""A field that is encrypted in the database and that nobody reads on a screen."""

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .keys import Unreadable, Unusable, get_state, seal, unseal


class Secret(fields.Char):
    """Text that people write and only code that runs as superuser reads.

    Column and cache hold it encrypted, as far as the server has a key. Whoever reads, exports or
    is shown the record gets an empty value; searching on it is refused.
    """

    exportable = False
    prefetch = False
    copy = False

    def convert_to_cache(self, value, record, validate=True):
        text = super().convert_to_cache(value, record, validate)
        try:
            return seal(text) if text else None
        except Unusable:
            raise UserError(
                record.env._(
                    "The key that encrypts Amazon's secrets is not usable, so nothing was stored. "
                    "Correct amazon_connector_key in the configuration of the server first."
                )
            ) from None

    def convert_to_record(self, value, record):
        if not value or not record.env.su:
            return False
        try:
            return unseal(value)
        except Unreadable:
            return False

    def convert_to_read(self, value, record, use_display_name=True):
        return False

    def convert_to_write(self, value, record):
        return value or False

    def convert_to_export(self, value, record):
        return ""

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        raise self.get_refusal(model)

    def filter_function(self, records, field_expr, operator, value):
        raise self.get_refusal(records)

    def get_refusal(self, model):
        """:return: the ``AccessError`` for whoever searches, sorts or groups by a secret"""
        return AccessError(model.env._("Nobody can search, sort or group by a secret."))

    def get_state(self, record):
        """How the value of one record is kept.

        :return: see :func:`.keys.get_state`; ``empty`` when there is none
        """
        record = record.sudo()
        values = self._get_cache(record.env)
        for each in (record, record._origin):
            if each:
                self.__get__(each)
        # What stands in an unsaved form comes first.
        value = values.get(record._ids[0]) or values.get(record._origin.id)
        return get_state(value) if value else "empty"
