"""Mapping: each row gets its fee kind by the fee map; what no rule knows keeps all in draft."""

from odoo import models
from odoo.tools import SQL


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    def _map_rows(self):
        """Ask the fee map once for each combination of words, and write what has changed."""
        self.ensure_one()
        words = self._get_words()
        found = list(map(self._get_kind_finder(words), words))
        if not found:
            return
        self.env.cr.execute_values(
            """
            UPDATE amazon_settlement_line line
               SET kind_id = found.kind_id, rule_id = found.rule_id, is_skipped = found.is_skipped
              FROM (VALUES %s) AS found (settlement_id, store_id, transaction_type, amount_type,
                                         amount_description, kind_id, rule_id, is_skipped)
             WHERE line.settlement_id = found.settlement_id
               AND COALESCE(line.store_id, 0) = found.store_id
               AND line.transaction_type = found.transaction_type
               AND line.amount_type = found.amount_type
               AND line.amount_description = found.amount_description
               AND (line.kind_id, line.rule_id, line.is_skipped)
                   IS DISTINCT FROM (found.kind_id, found.rule_id, found.is_skipped)
            """,
            [(self.id, *each, *kind) for each, kind in zip(words, found, strict=True)],
            template="(%s, %s, %s, %s, %s, %s::int, %s::int, %s::bool)",
            page_size=10000,
        )
        self.env["amazon.settlement.line"].invalidate_model()

    def _get_words(self):
        """:return: list of (id of the store or 0, transaction type, amount type, description)"""
        self.env["amazon.settlement.line"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(store_id, 0), transaction_type, amount_type, amount_description
                  FROM amazon_settlement_line
                 WHERE settlement_id = %s
              GROUP BY 1, 2, 3, 4
                """,
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
            "Rows without an account: %(rows)s, of %(kinds)s kinds, %(amount)s in all. Map them on "
            "the tab Unmapped Rows; the settlement then goes on by itself.",
            rows=sum(unmapped.mapped("row_count")),
            kinds=len(unmapped),
            amount=self.currency_id.format(sum(unmapped.mapped("amount"))),
        )
        return reason, f"map:{unmapped[0]._get_label()}"
