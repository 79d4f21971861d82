"""Rows that no rule of the fee map knows, grouped by what Amazon calls them."""

from odoo import fields, models
from odoo.tools import SQL


class AmazonSettlementUnmapped(models.Model):
    _name = "amazon.settlement.unmapped"
    _description = "Unmapped Amazon Settlement Rows"
    _auto = False
    _order = "row_count desc, id"
    _rec_name = "amount_description"
    _depends = {
        "amazon.settlement": ["state"],
        "amazon.settlement.line": [
            "settlement_id",
            "company_id",
            "account_id",
            "store_id",
            "transaction_type",
            "amount_type",
            "amount_description",
            "amount",
            "currency_id",
            "kind_id",
            "is_skipped",
        ],
    }

    settlement_id = fields.Many2one("amazon.settlement", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    account_id = fields.Many2one("amazon.account", string="Amazon Account", readonly=True)
    store_id = fields.Many2one("amazon.store", readonly=True)
    transaction_type = fields.Char(readonly=True)
    amount_type = fields.Char(readonly=True)
    amount_description = fields.Char(string="Description", readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT MIN(l.id) AS id, l.settlement_id, l.company_id, l.account_id, l.store_id,
                   l.transaction_type, l.amount_type, l.amount_description, l.currency_id,
                   SUM(l.amount) AS amount, COUNT(*) AS row_count
              FROM amazon_settlement_line l
              -- Of one that a person has ignored nobody wants to know.
              JOIN amazon_settlement s ON s.id = l.settlement_id AND s.state != 'ignored'
             WHERE l.kind_id IS NULL AND NOT l.is_skipped
          GROUP BY l.settlement_id, l.company_id, l.account_id, l.store_id, l.transaction_type,
                   l.amount_type, l.amount_description, l.currency_id
            """
        )

    def _get_label(self):
        words = (self.transaction_type, self.amount_type, self.amount_description)
        return " / ".join(word or "–" for word in words)

    def action_map(self):
        """A rule of the fee map, filled in with the words of these rows (Map).

        :return: window action
        """
        return self._get_rule_action(self.env._("Map"), {})

    def action_skip(self):
        """The same rule, which leaves these rows out of the books (Skip).

        :return: window action
        """
        return self._get_rule_action(self.env._("Skip"), {"default_is_skipped": True})

    def _get_rule_action(self, name, context):
        self.ensure_one()
        words = ("transaction_type", "amount_type", "amount_description")
        defaults = {f"default_{word}": self[word] for word in words}
        view = self.env.ref("amazon_connector.amazon_settlement_rule_view_form")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "amazon.settlement.rule",
            "view_mode": "form",
            "views": [(view.id, "form")],
            "target": "new",
            "context": {**defaults, "default_account_id": self.account_id.id, **context},
        }
