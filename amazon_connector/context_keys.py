"""Context keys that steer the connector: the few that there are, each with what it does.

They reach through Odoo's own methods to where the connector takes part in them. Whoever sets
one imports it from here; ``docs/architecture.md`` lists them.
"""

# The ``Batch`` of orders that are confirmed and reserved together (``models/batches``).
BATCH = "amazon_batch"
# What new move lines take from quants is written for all of them at once.
RESERVED_TOGETHER = "amazon_reserved_together"
# A sales order is cancelled without Amazon being told: Amazon told us.
SILENT = "amazon_cancelled"
# A delivery is done that somebody else shipped: no label is bought, and Amazon is not told.
SHIPPED_ELSEWHERE = "amazon_shipped_elsewhere"
# No analytic distribution is looked for: the company has no rules for it.
SKIP_ANALYTIC = "amazon_skip_analytic"
# Name of the entry point that a button runs.
ENTRY_POINT = "amazon_entry_point"
# Id of the operation on whose behalf a schedule works: whose lease it renews.
RUN = "amazon_run"
# Invoices that were made just now are posted: their numbers are found once for all of them.
NUMBERED = "amazon_numbered"
# A settlement books and matches: posting matches nothing by itself.
SETTLING = "amazon_settling"
# An endless counter: a rehearsal numbers what it undoes by it, and takes nothing from sequences.
NUMBERS = "amazon_numbers"
# Name of the figure of a store's card whose list is opened.
FIGURE = "amazon_figure"
# Id of the issue whose remedy is taken: a store shows the documents that it tells of.
TROUBLE = "amazon_trouble"
# Odoo makes a credit note or reversal: what the connector keeps of the entry goes along. Its value
# is ``OWN``: nobody outside can send this very object.
REVERSING = "amazon_reversing"
OWN = object()
