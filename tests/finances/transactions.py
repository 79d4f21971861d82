"""Transactions as Amazon writes them, in short words."""


def money(amount, currency="USD"):
    return {"currencyAmount": amount, "currencyCode": currency}


def node(kind, amount, *below, currency="USD"):
    """A node of a breakdown with what is below it."""
    told = {"breakdownType": kind, "breakdownAmount": money(amount, currency)}
    return told | ({"breakdowns": list(below)} if below else {})


def transaction(total=-11.5, breakdowns=(), items=(), **facts):
    """A released refund of an order."""
    return {
        "sellingPartnerMetadata": {"marketplaceId": "ATVPDKIKX0DER", "accountType": "PAYABLE"},
        "relatedIdentifiers": [
            {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": "111-1234567-1234567"},
            {"relatedIdentifierName": "REFUND_ID", "relatedIdentifierValue": "amzn1:crow:1"},
        ],
        "transactionType": "Refund",
        "transactionId": "b1qD0oAliFkLiqRyGbmeT0DoS2Z2kHzi7TZ92z-vARI",
        "transactionStatus": "RELEASED",
        "postedDate": "2026-07-14T03:35:13.214Z",
        "totalAmount": money(total),
        "items": list(items),
        "breakdowns": list(breakdowns),
    } | facts


def item(*breakdowns, total=-11.5, ref="81297625-121-27551", sku="MUG"):
    return {
        "description": "Mug",
        "totalAmount": money(total),
        "relatedIdentifiers": [
            {
                "itemRelatedIdentifierName": "ORDER_ADJUSTMENT_ITEM_ID",
                "itemRelatedIdentifierValue": ref,
            }
        ],
        "breakdowns": list(breakdowns),
        "contexts": [
            {
                "contextType": "ProductContext",
                "asin": "B07FGXZQZ1",
                "sku": sku,
                "quantityShipped": 2,
                "fulfillmentNetwork": "MFN",
            }
        ],
    }


PRINCIPAL = node("ProductCharges", -10, node("OurPricePrincipal", -10))
TAX = node("Tax", -0.8, node("OurPriceTax", -0.8))
WITHHELD = node("TaxWithheld", 0.8, node("MarketplaceFacilitatorTax-Principal", 0.8))
FEES = node(
    "AmazonFees",
    1.2,
    node("Commission", 1.5, node("Base", 1.25), node("Tax", 0.25)),
    node("RefundCommission", -0.3, node("Base", -0.3)),
)
