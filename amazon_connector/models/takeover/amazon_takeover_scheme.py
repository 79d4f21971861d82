"""How another connector names its sales orders after Amazon's number: recognized, then chosen."""

from odoo import api, fields, models
from odoo.tools import SQL

# Fewer sales orders than this part of all that bear a number are somebody's exception.
LEAST_SHARE = 0.01
MOST_SCHEMES = 30
PATTERN = r"^(.*?)(\d{3}-\d{7}-\d{7})(.*)$"
# Texts of a sales order that are no names.
LEFT_OUT = {"access_token", "signed_by", "amount_undiscounted", "warning_text"}


class AmazonTakeoverScheme(models.Model):
    _name = "amazon.takeover.scheme"
    _description = "Amazon Naming Scheme"
    _order = "takeover_id, sale_count desc, id"
    _rec_name = "example"

    takeover_id = fields.Many2one(
        "amazon.takeover", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="takeover_id.company_id", store=True)
    is_chosen = fields.Boolean(
        string="Use", help="Sales orders named so are taken for the Amazon order of that number."
    )
    field_name = fields.Char(string="Field", required=True, readonly=True)
    field_label = fields.Char(string="Where", compute="_compute_field_label")
    prefix = fields.Char(string="Before", readonly=True)
    suffix = fields.Char(string="After", readonly=True)
    example = fields.Char(readonly=True)
    sale_count = fields.Integer(string="Sales Orders", readonly=True)

    _scheme_unique = models.UniqueIndex(
        "(takeover_id, field_name, COALESCE(prefix, ''), COALESCE(suffix, ''))",
        "This name is in the list already.",
    )

    @api.depends("field_name")
    @api.depends_context("lang")
    def _compute_field_label(self):
        known = self.env["sale.order"].fields_get(attributes=["string"])
        for scheme in self:
            scheme.field_label = known.get(scheme.field_name, {}).get("string", scheme.field_name)

    @api.model
    def _recognize(self, takeover):
        """List how sales orders of others are named after Amazon's numbers, with one query.

        Who has chosen already keeps the choice; what is new and frequent is chosen.

        :param takeover: ``amazon.takeover``
        """
        known = {scheme._get_key(): scheme for scheme in takeover.scheme_ids}
        found = self._count_names(takeover)
        total = sum(row[-1] for row in found)
        for field_name, prefix, suffix, example, count in found:
            scheme = known.get((field_name, prefix, suffix))
            vals = {"sale_count": count, "example": example}
            if scheme:
                scheme.write(vals)
                continue
            takeover.scheme_ids = [
                fields.Command.create(
                    {
                        **vals,
                        "field_name": field_name,
                        "prefix": prefix,
                        "suffix": suffix,
                        "is_chosen": count >= total * LEAST_SHARE,
                    }
                )
            ]

    def _get_key(self):
        return self.field_name, self.prefix or "", self.suffix or ""

    @api.model
    def _count_names(self, takeover):
        """:return: rows (field, what is before the number, what is after it, example, how many)"""
        sales = self.env["sale.order"]
        sales.flush_model()
        texts = SQL(", ").join(
            SQL("(%s, sale.%s)", name, SQL.identifier(name)) for name in self._get_text_fields()
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT field, coalesce(part[1], ''), coalesce(part[3], ''), min(value), count(*)
                  FROM sale_order sale
                  CROSS JOIN LATERAL (VALUES %(texts)s) AS named(field, value)
                  CROSS JOIN LATERAL regexp_match(value, %(pattern)s) AS part
                 WHERE sale.company_id = %(company)s
                   AND sale.state != 'cancel'
                   AND sale.amazon_store_id IS NULL
                   AND greatest(sale.date_order, sale.create_date) >= %(since)s
                   AND part IS NOT NULL
              GROUP BY 1, 2, 3
              ORDER BY 5 DESC
                 LIMIT %(limit)s
                """,
                texts=texts,
                pattern=PATTERN,
                company=takeover.company_id.id,
                since=takeover.date_from,
                limit=MOST_SCHEMES,
            )
        )

    @api.model
    def _get_text_fields(self):
        """The texts of a sales order that may hold Amazon's number: Odoo's and others'.

        :return: list of names of stored fields
        """
        fields_of_sales = self.env["sale.order"]._fields
        # What is translated, or differs by company, is no plain text in its column.
        return [
            name
            for name, field in fields_of_sales.items()
            if (field.type, field.column_type and field.column_type[0]) == ("char", "varchar")
            and field.store
            and name not in LEFT_OUT
        ]

    @api.model
    def _get_chosen(self, company):
        """How other connectors named the sales orders of a company.

        :return: set of (field of ``sale.order``, text before the number, text after it)
        """
        chosen = self.sudo().search([("company_id", "=", company.id), ("is_chosen", "=", True)])
        known = self.env["sale.order"]._fields
        return {scheme._get_key() for scheme in chosen if scheme.field_name in known}
