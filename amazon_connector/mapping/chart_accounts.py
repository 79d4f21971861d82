"""Which accounts of a chart are the usual ones for what Amazon charges and pays.

By the names of the charts' templates, never by code or label: codes are changed and labels are
translated. Where a chart has no fitting account, there is the account that is usually made.
"""

from typing import NamedTuple

INCOME, OTHER_INCOME, EXPENSE = "income", "income_other", "expense"
ASSET, LIABILITY = "asset_current", "liability_current"


class UsualAccount(NamedTuple):
    """An account that is made where the chart has none; ``near`` is whose number it follows."""

    name: str
    account_type: str
    near: str
    is_reconciled: bool = False


# Of a store, then by fee kind.
USUAL = {
    "clearing": UsualAccount("Amazon Clearing", ASSET, "asset", True),
    "carried_forward": UsualAccount("Amazon Carried Forward", ASSET, "asset", True),
    "accrued": UsualAccount("Amazon Accrued Sales", ASSET, "asset", True),
    "reserve": UsualAccount("Amazon Reserve", ASSET, "asset", True),
    "payable": UsualAccount("Payable to Amazon", LIABILITY, "liability", True),
    "loan": UsualAccount("Amazon Loans", LIABILITY, "liability", True),
    "facilitator_tax": UsualAccount("Tax Collected by Amazon", LIABILITY, "liability"),
    "sale": UsualAccount("Amazon Sales", INCOME, "sale"),
    "shipping": UsualAccount("Amazon Shipping", INCOME, "sale"),
    "promotion": UsualAccount("Amazon Promotions", INCOME, "sale"),
    "refund": UsualAccount("Amazon Refunds", INCOME, "sale"),
    "seller_fee": UsualAccount("Amazon Seller Fees", EXPENSE, "expense"),
    "fba_fee": UsualAccount("Amazon FBA Fees", EXPENSE, "expense"),
    "storage": UsualAccount("Amazon Storage", EXPENSE, "expense"),
    "advertising": UsualAccount("Amazon Advertising", EXPENSE, "expense"),
    "service": UsualAccount("Amazon Services", EXPENSE, "expense"),
    "points": UsualAccount("Amazon Points", EXPENSE, "expense"),
    "other": UsualAccount("Amazon Other", EXPENSE, "expense"),
    "reimbursement": UsualAccount("Amazon Reimbursements", OTHER_INCOME, "sale"),
}
# Kinds that are usually booked together with another one.
LIKE = {
    "giftwrap": "shipping",
    "refund_shipping": "refund",
    "refund_giftwrap": "refund",
    "refund_promotion": "promotion",
    "goodwill": "refund",
    "restocking": "refund",
    "inbound": "fba_fee",
    "shipping_label": "fba_fee",
    "coupon_deal": "advertising",
    "liquidation": "reimbursement",
    "other_income": "reimbursement",
    "tax": "facilitator_tax",
    "refund_tax": "facilitator_tax",
}
# Money on its way between Amazon and the bank.
IN_TRANSIT = ("charge", "transfer", "micro_deposit", "failed_transfer")

_GENERIC = {
    "sale": "income",
    "reimbursement": "other_income",
    "expense": "expense",
    "asset": "current_assets",
    "liability": "current_liabilities",
}
# Chart → kind, or what new numbers follow → template of the account.
CHARTS = {
    "generic_coa": _GENERIC,
    "us": {
        "sale": "account_account_us_income",
        "advertising": "account_account_us_marketing",
        "shipping_label": "account_account_us_postage",
        "reimbursement": "account_account_us_other_income",
        "expense": "account_account_us_marketing",
        "asset": "account_account_us_current_assets",
        "liability": "account_account_us_current_liabilities",
    },
    "uk": {
        "sale": "400000",
        "fba_fee": "603000",
        "advertising": "600000",
        "expense": "603000",
        "asset": "110200",
        "liability": "210200",
    },
    "de_skr03": {
        "sale": "account_8400",
        "shipping": "account_8400",
        "promotion": "account_8700",
        "refund": "account_8700",
        "seller_fee": "account_4760",
        "fba_fee": "account_4780",
        "shipping_label": "account_4730",
        "advertising": "account_4600",
        "service": "account_4909",
        "reimbursement": "account_2742",
        "liquidation": "account_2700",
        "other_income": "account_2700",
        "expense": "account_4760",
        "asset": "account_1501",
        "liability": "account_1701",
    },
    "fr": {
        "sale": "pcg_707_account",
        "shipping": "pcg_7085",
        "promotion": "pcg_7097",
        "refund": "pcg_7097",
        "seller_fee": "pcg_6222",
        "fba_fee": "pcg_6242",
        "advertising": "pcg_6231",
        "reimbursement": "pcg_7587",
        "other_income": "pcg_758",
        "expense": "pcg_6222",
        "asset": "pcg_467",
        "liability": "pcg_467",
    },
    "jp": {
        "sale": "l10n_jp_410000",
        "seller_fee": "l10n_jp_512400",
        "fba_fee": "l10n_jp_514500",
        "storage": "l10n_jp_514500",
        "advertising": "l10n_jp_511900",
        "reimbursement": "l10n_jp_426000",
        "expense": "l10n_jp_512400",
        "asset": "l10n_jp_123000",
        "liability": "l10n_jp_330500",
    },
}
# Chart → (tax on services of a supplier in the company's country, of one abroad).
SERVICE_TAXES = {
    "uk": ("PT_20_S", "PT_20_RCI"),
    # By its name a tax on goods; it is the one on services, with their boxes in the return.
    "de_skr03": ("tax_vst_19_skr03", "tax_eu_19_purchase_goods_skr03"),
    "fr": ("tva_acq_encaissement", "tva_intra_normale_services"),
    "jp": ("l10n_jp_tax_purchase_exc_10", None),
}
# What Amazon charges for a service; the rest of its fees is none, or is not known to be one.
TAXED_FEES = (
    "seller_fee",
    "fba_fee",
    "storage",
    "inbound",
    "shipping_label",
    "advertising",
    "coupon_deal",
    "service",
)
# What buyers pay and get back, without tax that stands in rows of its own.
TAXED_SALES = (
    "sale",
    "shipping",
    "giftwrap",
    "promotion",
    "refund",
    "refund_shipping",
    "refund_giftwrap",
    "refund_promotion",
    "goodwill",
    "restocking",
)
