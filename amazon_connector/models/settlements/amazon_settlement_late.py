"""Stores that are loaded after a settlement came: its rows of their marketplaces become theirs."""

from odoo import api, models
from odoo.tools import SQL, LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

LATE_STORE = TroubleKind(
    title=_lt("A settlement was posted before one of its stores was loaded"),
    sentence=_lt(
        "Rows of settlement %(settlement)s name the marketplace of a store that was loaded "
        "after posting; they are booked with the main store. Reverse and Process Again books "
        "them in their own store."
    ),
    action="action_open_form",
    action_text=_lt("Open Settlement"),
    severity="warning",
)


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    @api.model
    def _follow_stores(self, account):
        """Stores of an account were loaded: look again at what was counted to another store.

        What is not posted is mapped anew; of what is posted a person is told.

        :param account: ``amazon.account``
        """
        found = self.browse(self._find_strangers(account))
        drafts = found.filtered_domain(self._get_unposted_domain())
        drafts._retry()
        self._retry_held([("account_id", "=", account.id), ("hold_key", "=", "store")])
        for settlement in found.filtered(lambda one: one.stage != "draft"):
            settlement._raise_trouble("late_store", settlement=settlement.amazon_ref)

    @api.model
    def _find_strangers(self, account, settlement=None):
        """Settlements with rows that name the marketplace of another store than they are of.

        :return: list of ids
        """
        stores = account._get_stores_by_marketplace_name()
        if not stores:
            return []
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT l.settlement_id
                  FROM amazon_settlement_line l
                  JOIN (VALUES %(stores)s) AS place (name, id)
                    ON place.name = lower(l.marketplace_name)
                 WHERE l.account_id = %(account)s AND l.store_id IS DISTINCT FROM place.id
                   AND %(one)s
                """,
                stores=SQL(", ").join(SQL("(%s, %s)", *each) for each in stores.items()),
                account=account.id,
                one=SQL("l.settlement_id = %s", settlement.id) if settlement else SQL("TRUE"),
            )
        )
        return [id_ for (id_,) in found]

    def _move_to_their_stores(self):
        """Rows that name a marketplace belong to its store, even one that came after them.

        And all of them to the company that books them, which their account may have moved to.
        """
        self.env.cr.execute(
            SQL(
                """
                UPDATE amazon_settlement_line SET company_id = %(company)s
                 WHERE settlement_id = %(settlement)s AND company_id != %(company)s
                """,
                company=self.company_id.id,
                settlement=self.id,
            )
        )
        stores = self.account_id._get_stores_by_marketplace_name()
        if not self._find_strangers(self.account_id, self):
            return
        self.env.cr.execute(
            SQL(
                """
                UPDATE amazon_settlement_line l
                   SET store_id = place.id
                  FROM (VALUES %s) AS place (name, id)
                 WHERE l.settlement_id = %s AND place.name = lower(l.marketplace_name)
                   AND l.store_id IS DISTINCT FROM place.id
                """,
                SQL(", ").join(SQL("(%s, %s)", *each) for each in stores.items()),
                self.id,
            )
        )
        self.env["amazon.settlement.line"].invalidate_model(["store_id"])
