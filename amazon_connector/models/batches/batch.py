"""What a batch of orders looks up once, and how many records are made at the cost of one."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(eq=False)
class Batch:
    """Travels in the context ``BATCH`` while a batch is confirmed; what it keeps ends with it.

    Nothing that is kept here is changed by confirming orders.
    """

    # Ids of the products with reordering rules.
    reordered: frozenset[int]
    # Ids of all products of the batch.
    products: frozenset[int]
    # Whether what is in stock is reserved later, in a transaction of its own.
    reserves_later: bool = False
    # Look-ups of stock rules: environment and question → answer of ``stock.rule._read_group``.
    rules: dict = field(default_factory=dict)
    # Kits, kept by an addon that knows bills of materials: key of the look-up → product id → id.
    kits: defaultdict = field(default_factory=lambda: defaultdict(dict))


def add_defaults(model, vals_list):
    """Ask once for the default values that Odoo would ask for again for each new record.

    :param model: empty recordset of the model that the records are to be created of
    :param vals_list: value dicts for ``create``
    :return: list of value dicts, with the defaults
    """
    known: dict[frozenset, dict] = {}
    complete = []
    for vals in vals_list:
        names = frozenset(vals)
        if names not in known:
            filled = model._add_missing_default_values(vals)
            known[names] = {name: filled[name] for name in filled.keys() - names}
        complete.append({**known[names], **vals})
    return complete
