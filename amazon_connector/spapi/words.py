"""Amazon's words that the rest of the connector compares with or sends.

Amazon's lists are open: a word that is not here is no error. What is compared stays text.
"""

import re

# Who fulfills an order (``fulfilledBy``), and the sales channel of an order.
AMAZON = "AMAZON"
MERCHANT = "MERCHANT"
NON_AMAZON = "NON_AMAZON"

# Where an order, and a transaction of Finances, has Amazon's id.
ORDER_ID = "orderId"
TRANSACTION_ID = "transactionId"

# ``fulfillmentStatus`` of an order.
PENDING_AVAILABILITY = "PENDING_AVAILABILITY"
PENDING = "PENDING"
UNSHIPPED = "UNSHIPPED"
PARTIALLY_SHIPPED = "PARTIALLY_SHIPPED"
SHIPPED = "SHIPPED"
CANCELLED = "CANCELLED"
UNFULFILLABLE = "UNFULFILLABLE"
NOT_PAID = frozenset((PENDING_AVAILABILITY, PENDING))
STATUSES = NOT_PAID | {UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED, CANCELLED, UNFULFILLABLE}

# ``processingStatus`` of reports and feeds; CANCELLED, also there, may mean "nothing to report".
IN_QUEUE = "IN_QUEUE"
IN_PROGRESS = "IN_PROGRESS"
DONE = "DONE"
FATAL = "FATAL"
UNFINISHED = frozenset((IN_QUEUE, IN_PROGRESS))

# Programs of an order.
AMAZON_BUSINESS = "AMAZON_BUSINESS"
PRIME = "PRIME"
PREORDER = "PREORDER"
IN_STORE_PICK_UP = "IN_STORE_PICK_UP"

# Data sets of searchOrders and getOrder (``includedData``).
BUYER = "BUYER"
RECIPIENT = "RECIPIENT"
PROCEEDS = "PROCEEDS"
EXPENSE = "EXPENSE"
PROMOTION = "PROMOTION"
CANCELLATION = "CANCELLATION"
FULFILLMENT = "FULFILLMENT"
PACKAGES = "PACKAGES"
TAX = "TAX"
PAYMENT = "PAYMENT"
FULFILLMENT_ORDERS = "FULFILLMENT_ORDERS"

# Kinds of charge of an order item, schemes under which Amazon is the supplier in law, and models by
# which tax is collected: by Amazon, or, STANDARD, by the seller.
ITEM = "ITEM"
SHIPPING = "SHIPPING"
GIFT_WRAP = "GIFT_WRAP"
COD_FEE = "COD_FEE"
DISCOUNT = "DISCOUNT"
IOSS = "IOSS"
UOSS = "UOSS"
MARKETPLACE_FACILITATOR = "MARKETPLACE_FACILITATOR"
LOW_VALUE_GOODS = "LOW_VALUE_GOODS"
STANDARD = "STANDARD"

# Fulfillment channel of a listing that its seller ships; Amazon's begin with AMAZON_.
DEFAULT_CHANNEL = "DEFAULT"
AMAZON_CHANNEL_PREFIX = "AMAZON_"

# Answers to a change of a listing, and severities of what Amazon finds wrong.
ACCEPTED = "ACCEPTED"
VALID = "VALID"
INVALID = "INVALID"
ERROR = "ERROR"
WARNING = "WARNING"
INFO = "INFO"

# ``transactionStatus`` of a transaction of Finances.
RELEASED = "RELEASED"
DEFERRED = "DEFERRED"
DEFERRED_RELEASED = "DEFERRED_RELEASED"

# Operation and product type of a feed's message.
PATCH = "PATCH"
PRODUCT = "PRODUCT"

# Types of reports and feeds, and the content types of the latter.
LISTINGS_REPORT = "GET_MERCHANT_LISTINGS_ALL_DATA"
LISTINGS_FEED = "JSON_LISTINGS_FEED"
ACKNOWLEDGEMENT_FEED = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
FBA_RETURNS_REPORT = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA"
FBM_RETURNS_REPORT = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE"
REIMBURSEMENTS_REPORT = "GET_FBA_REIMBURSEMENTS_DATA"
JSON_CONTENT_TYPE = "application/json; charset=UTF-8"
XML_CONTENT_TYPE = "text/xml; charset=UTF-8"

# ``reportOptions`` of reports whose headings come in the seller's language.
ENGLISH_REPORT = {"preferredReportDocumentLocale": "en_US"}


def is_amazons(channel: str) -> bool:
    """Whether Amazon ships what is offered under a channel; AMAZON stands for AMAZON_NA, …"""
    return f"{channel}_".startswith(AMAZON_CHANNEL_PREFIX)


def as_word(text: str) -> str:
    """One spelling for a word of Amazon's lists; older versions write ``PartiallyShipped``.

    :return: in capitals, its parts joined by underscores; ``CANCELED`` is ``CANCELLED``
    """
    parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text.strip())
    word = re.sub(r"[\s_-]+", "_", parts).upper()
    return CANCELLED if word == "CANCELED" else word
