"""Amazon's codes as words for people: ``PARTIALLY_SHIPPED`` is read as *Partially Shipped*.

Amazon's lists are open: a code that nobody has met yet becomes words too, those that are known are
translated. What is stored, compared and searched stays the code.
"""

import re

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Found by letters and digits alone, whatever Amazon puts between them.
KNOWN = {
    # Orders
    "pendingavailability": _lt("Preorder"),
    "pending": _lt("Pending"),
    "unshipped": _lt("Unshipped"),
    "partiallyshipped": _lt("Partially Shipped"),
    "shipped": _lt("Shipped"),
    "cancelled": _lt("Cancelled"),
    "canceled": _lt("Cancelled"),
    "unfulfillable": _lt("Cannot Be Fulfilled"),
    # Shipping services and speeds
    "standard": _lt("Standard"),
    "expedited": _lt("Expedited"),
    "priority": _lt("Priority"),
    "secondday": _lt("Second Day"),
    "nextday": _lt("Next Day"),
    "sameday": _lt("Same Day"),
    "scheduled": _lt("Scheduled"),
    "freeeconomy": _lt("Free Economy"),
    # Packages and fulfillments
    "new": _lt("New"),
    "received": _lt("Received"),
    "planning": _lt("Planning"),
    "processing": _lt("Processing"),
    "complete": _lt("Complete"),
    "completepartialled": _lt("Partially Complete"),
    "invalid": _lt("Invalid"),
    "intransit": _lt("In Transit"),
    "outfordelivery": _lt("Out for Delivery"),
    "delivered": _lt("Delivered"),
    "readyforpickup": _lt("Ready for Pickup"),
    "undeliverable": _lt("Undeliverable"),
    "delayed": _lt("Delayed"),
    "lost": _lt("Lost"),
    # Refunds, returns, money
    "refund": _lt("Refund"),
    "chargebackrefund": _lt("Chargeback"),
    "guaranteeclaimrefund": _lt("A-to-z Guarantee Claim"),
    "shipment": _lt("Shipment"),
    "released": _lt("Released"),
    "deferred": _lt("Deferred"),
    "deferredreleased": _lt("Deferred, Then Released"),
    "b2b": _lt("Paid by Invoice"),
    "dd7": _lt("Seven Days After Delivery"),
    "sellable": _lt("Sellable"),
    "damaged": _lt("Damaged"),
    "customerdamaged": _lt("Damaged by the Customer"),
    "carrierdamaged": _lt("Damaged by the Carrier"),
    "defective": _lt("Defective"),
    "expired": _lt("Expired"),
    "item": _lt("Item"),
    "refundcommission": _lt("Refund Commission"),
    # Listings
    "active": _lt("Active"),
    "inactive": _lt("Inactive"),
    "incomplete": _lt("Incomplete"),
    "unknown": _lt("Unknown"),
    "default": _lt("FBM"),
    "amazonna": _lt("FBA (North America)"),
    "amazoneu": _lt("FBA (Europe)"),
    "amazonjp": _lt("FBA (Japan)"),
    # Reimbursements
    "lostwarehouse": _lt("Lost in Amazon's Warehouse"),
    "damagedwarehouse": _lt("Damaged in Amazon's Warehouse"),
    "lostinbound": _lt("Lost on the Way to Amazon"),
    "customerreturn": _lt("Customer Return"),
    "customerserviceissue": _lt("Customer Service Issue"),
    "reversalreimbursement": _lt("Reimbursement Reversed"),
}
CODE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*")
# Between words: the underscore, and where a capital letter follows a small one.
GAP = re.compile(r"_+|(?<=[a-z0-9])(?=[A-Z])")
SHORTEST_WORD = 4


def in_words(env, code):
    """What people read in place of a code of Amazon's.

    :param code: text as Amazon wrote it; may be empty
    :return: words in the reader's language; what is no code is left as it is
    """
    if not code:
        return False
    known = KNOWN.get(re.sub(r"[\W_]+", "", code).lower())
    if known:
        return env._(known)
    if not CODE.fullmatch(code):
        return code  # Amazon has put it in words already.
    words = GAP.split(code)
    # FBA, DD7, B2B: shorthand stays as it is.
    is_shorthand = len(words) == 1 and code.isupper() and len(code) < SHORTEST_WORD
    return code if is_shorthand else " ".join(word[:1].upper() + word[1:].lower() for word in words)
