"""Numbers for many new records with one query."""

from odoo import api, models
from odoo.tools import SQL

from ...context_keys import NUMBERS


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _next_several_by_code(self, code, company, count):
        """As ``next_by_code``, several times.

        :param code: of the sequence
        :param company: ``res.company``
        :return: list of ``count`` numbers; empty where there is no such sequence
        """
        sequence = self.with_company(company).search(
            [("code", "=", code), ("company_id", "in", [company.id, False])],
            order="company_id",
            limit=1,
        )
        return sequence._next_several(count) if sequence else []

    def _next_several(self, count):
        """As ``next_by_id``, several times.

        A sequence without gaps, or with one counter per year, is asked number by number; so is
        any in a rehearsal, which takes none.

        :return: list of ``count`` numbers
        """
        is_plain = self.implementation == "standard" and not self.use_date_range
        if not is_plain or NUMBERS in self.env.context:
            return [self.next_by_id() for _number in range(count)]
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{self.id:03d}",
                count,
            )
        )
        return [self.get_next_char(number) for (number,) in rows]
