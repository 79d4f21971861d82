"""Stock at Amazon that a person has to look at."""

from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

FBA = {
    "fba_differs": TroubleKind(
        title=_lt("FBA stock differs from Odoo"),
        sentence=_lt(
            "SKUs whose units at Amazon differ from Odoo's by more than orders, returns and "
            "transfers explain: %(count)s. Look at them, and adjust Odoo's stock where Amazon is "
            "right."
        ),
        action="action_view_fba_stock",
        action_text=_lt("Open FBA Stock"),
        severity="warning",
    ),
    "fba_unread": TroubleKind(
        title=_lt("Amazon does not tell the FBA stock"),
        sentence=_lt(
            "Amazon again did not tell what is in its warehouses for %(stores)s; the Sync Log says "
            "why. Stock of the other stores is compared as usual. Archive a store that no longer "
            "sells; if it does, open a case in Seller Central."
        ),
        action="action_open_store",
        action_text=_lt("Open Store"),
        severity="warning",
    ),
    "fba_place": TroubleKind(
        title=_lt("FBA stock cannot be compared"),
        sentence=_lt(
            "The warehouse %(warehouse)s is archived, is used for orders that you ship yourself, "
            "or holds the stock of an account whose FBA stock is not read. Choose an FBA "
            "warehouse that holds only what Amazon has."
        ),
        action="action_open_store",
        action_text=_lt("Open Store"),
        severity="warning",
    ),
}
