"""Rows of settlements: what each belongs to, and which fee kind it is.

One statement finds both, and writes what is new since the last look: an order that has come, a
rule that has changed. What no rule of the fee map knows keeps the whole settlement in draft.
"""

from odoo import models
from odoo.tools import SQL

# What a row is looked up by, in a table of its own of which the database knows how large it is: of
# rows that have just been written it does not, and would compare each with every order.
LOOK = (
    "DROP TABLE IF EXISTS pg_temp.amazon_settlement_look",
    """
    CREATE TEMP TABLE amazon_settlement_look ON COMMIT DROP AS
    SELECT id, store_id, posted_at, order_ref, item_ref, sku,
           transaction_type, amount_type, amount_description
      FROM amazon_settlement_line
     WHERE settlement_id = %s
    """,
    "ANALYZE amazon_settlement_look",
)
# Of each row: the store, its day there, order, item, product, fee kind. An order id may be that
# of a shipment: then there is no order.
FIND = """
    SELECT line.id,
           place.id AS store_id,
           (COALESCE(line.posted_at, %(end)s) AT TIME ZONE 'UTC' AT TIME ZONE place.tz)::date
               AS posted_on,
           document.id AS order_id,
           item.id AS item_id,
           COALESCE(item.product_id, listing.product_id) AS product_id,
           kind.kind_id,
           kind.rule_id,
           COALESCE(kind.is_skipped, FALSE) AS is_skipped
      FROM amazon_settlement_look line
 LEFT JOIN amazon_store place ON place.id = COALESCE(line.store_id, %(store)s)
 LEFT JOIN amazon_order document
        ON document.account_id = %(account)s AND document.amazon_ref = line.order_ref
 LEFT JOIN amazon_order_item item
        ON item.order_id = document.id AND item.amazon_ref = line.item_ref
 LEFT JOIN amazon_listing listing
        ON listing.store_id = place.id AND listing.seller_sku = line.sku
 LEFT JOIN (VALUES %(kinds)s)
        AS kind (store_id, transaction_type, amount_type, amount_description,
                 kind_id, rule_id, is_skipped)
        ON kind.store_id = COALESCE(place.id, 0)
       AND kind.transaction_type = line.transaction_type
       AND kind.amount_type = line.amount_type
       AND kind.amount_description = line.amount_description
"""
WRITE = """
    UPDATE amazon_settlement_line line
       SET store_id = found.store_id,
           posted_on = found.posted_on,
           amazon_order_id = found.order_id,
           order_item_id = found.item_id,
           product_id = found.product_id,
           kind_id = found.kind_id,
           rule_id = found.rule_id,
           is_skipped = found.is_skipped
      FROM (%(found)s) found
     WHERE line.id = found.id
       AND (line.store_id, line.posted_on, line.amazon_order_id, line.order_item_id,
            line.product_id, line.kind_id, line.rule_id, line.is_skipped)
           IS DISTINCT FROM
           (found.store_id, found.posted_on, found.order_id, found.item_id,
            found.product_id, found.kind_id, found.rule_id, found.is_skipped)
"""
KIND = "(%s, %s, %s, %s, %s::int, %s::int, %s::bool)"


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _resolve_rows(self):
        """Find what each row belongs to and which kind it is, as far as Odoo knows by now."""
        self.ensure_one()
        # A store may have been loaded since the file was read.
        self._move_to_their_stores()
        self.store_id = self.store_id or self._find_main_store()
        # All that is read has to be in the database, and nothing read before is still true.
        self.env.flush_all()
        words = self._get_words()
        if not words:
            return
        find = self._get_kind_finder(words)
        kinds = [SQL(KIND, *each, *find(each)) for each in words]
        found = SQL(
            FIND,
            end=self.date_end or self.create_date,
            store=self.store_id.id or None,
            account=self.account_id.id,
            kinds=SQL(", ").join(kinds),
        )
        forget, copy, count = LOOK
        self.env.cr.execute(forget)
        self.env.cr.execute(copy, [self.id])
        self.env.cr.execute(count)
        self.env.cr.execute(SQL(WRITE, found=found))
        self.env["amazon.settlement.line"].invalidate_model()

    def _get_words(self):
        """:return: list of (id of the store or 0, transaction type, amount type, description):
        what the fee map has to be asked, once for each
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(store_id, %s, 0), transaction_type, amount_type, amount_description
                  FROM amazon_settlement_line
                 WHERE settlement_id = %s
              GROUP BY 1, 2, 3, 4
                """,
                self.store_id.id or None,
                self.id,
            )
        )

    def _get_kind_finder(self, words):
        """:param words: see ``_get_words``
        :return: function that gives for one of them the ids of kind and rule, and whether its
            rows are skipped; None, None, False where no rule fits
        """
        rules, stores = self.env["amazon.settlement.rule"], self.env["amazon.store"]
        maps = {
            store_id: rules._get_fee_map(self.account_id, stores.browse(store_id or ()))
            for store_id in {each[0] for each in words}
        }

        def find(each):
            rule = rules.browse(maps[each[0]].find(each[1:]) or ())
            return rule.kind_id.id or None, rule.id or None, rule.is_skipped

        return find

    def _find_obstacle_of_rows(self):
        """:return: see ``_find_obstacle``: rows that no rule of the fee map knows"""
        unmapped = self.env["amazon.settlement.unmapped"].search([("settlement_id", "=", self.id)])
        if not unmapped:
            return None
        reason = self.env._(
            "Rows without an account: %(rows)s (%(amount)s). Map them on the tab Unmapped Rows; "
            "the settlement then continues automatically.",
            rows=sum(unmapped.mapped("row_count")),
            amount=self.currency_id.format(sum(unmapped.mapped("amount"))),
        )
        return reason, f"map:{unmapped[0]._get_label()}"
