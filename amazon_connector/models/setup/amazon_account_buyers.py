"""Whether Amazon gives the application names and addresses of buyers: the restricted role."""

from odoo import fields, models

from ...spapi.errors import Unauthorized
from ...spapi.operations.permitted import PERSONAL_DATA
from ..sync.amazon_sync_mixin import NO_SUCH_REF


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    role_ids = fields.One2many(
        "amazon.account.role", "account_id", string="Roles at Amazon", readonly=True
    )
    roles_tried_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the roles were last tried, that for names and addresses of buyers too.",
    )

    def _fetch_buyers_permission(self, client, operation):
        """Ask anew for what Amazon has refused to tell of orders, and for buyers' data first.

        :param client: ``spapi.client.Client``
        :return: list of the ``Unauthorized`` that says that the restricted role is missing
        """
        self.write({"refused_data": False, "roles_tried_at": fields.Datetime.now()})
        if client.is_personal_data_permitted(NO_SUCH_REF):
            return []
        self._note_refused_data(PERSONAL_DATA, frozenset(PERSONAL_DATA), operation)
        return [Unauthorized("No names of buyers.", reason="no_buyers")]
