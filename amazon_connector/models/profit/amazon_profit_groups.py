"""Groups of profit in the order of their names, which are looked up once the sums are made.

Odoo joins what it groups by for its name, and compares that for each of a million rows, which takes
longer than adding them up.
"""

from odoo import api, models
from odoo.tools import SQL

# What a date is grouped by, where the groups follow each other as the dates do.
PERIODS = ("", "day", "week", "month", "quarter", "year")
# Enough for the groups of a year by product and day, in each of PostgreSQL's workers.
WORK_MEM = "32MB"


class AmazonProfit(models.Model):
    _inherit = "amazon.profit"

    @api.model
    def _read_group(
        self, domain, groupby=(), aggregates=(), having=(), offset=0, limit=None, order=None
    ):
        self._tune_query()
        if offset or limit or not _is_by_name(order, groupby):
            return super()._read_group(domain, groupby, aggregates, having, offset, limit, order)
        groups = super()._read_group(domain, groupby, aggregates, having)
        return self._sort_groups(groups, len(groupby))

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        self._tune_query()
        specs = dict.fromkeys(spec for groupby in grouping_sets for spec in groupby)
        if not _is_by_name(order, specs):
            return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)
        found = super()._read_grouping_sets(domain, grouping_sets, aggregates)
        return [
            self._sort_groups(groups, len(groupby))
            for groups, groupby in zip(found, grouping_sets, strict=True)
        ]

    def _tune_query(self):
        """For the transaction: PostgreSQL would compile a query this long, which takes longer than
        running it, and sort a million rows on disk where it expects many groups.
        """
        self.env.cr.execute("SET LOCAL jit = off")
        more = SQL(
            "SELECT set_config('work_mem', %s, TRUE)"
            " WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes(%s)",
            WORK_MEM,
            WORK_MEM,
        )
        self.env.cr.execute(more)

    @api.model
    def _sort_groups(self, groups, depth):
        """:param groups: list of tuples: *depth* values that they are grouped by, then the sums
        :return: the same tuples, as Odoo would sort them
        """
        places = [self._find_places({group[number] for group in groups}) for number in range(depth)]

        def place(group):
            values = zip(places, group, strict=False)
            return [known.get(value, len(known)) for known, value in values]

        return sorted(groups, key=place)

    @api.model
    def _find_places(self, values):
        """:return: dict value → its place among the others; what is empty has none"""
        records = [value for value in values if isinstance(value, models.BaseModel)]
        if records:
            # Odoo's own query knows no rules of the records either.
            found = records[0].union(*records).sudo().with_context(active_test=False)
            in_order = found.search([("id", "in", found.ids)])
        else:
            is_flag = all(isinstance(value, bool) for value in values)
            in_order = sorted(value for value in values if value or is_flag)
        return {value: number for number, value in enumerate(in_order)}


def _is_by_name(order, specs):
    """Whether groups are asked for in the order of what they are grouped by, and nothing else."""
    terms = [term.strip() for term in (order or "").split(",")]
    return terms == list(specs) and all(term.partition(":")[2] in PERIODS for term in terms)
