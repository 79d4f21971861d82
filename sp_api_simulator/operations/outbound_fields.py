"""What the calls of Fulfillment Outbound 2026-07-04 may say, as Amazon's model has it."""

from ..basics.fields import Field

SHIPMENTS = Field("shipments", values=("INCLUDE", "EXCLUDE"))

_MONEY = (Field("currencyCode", required=True), Field("amount", required=True))
_AMOUNT = Field(
    "amount", "object", required=True, fields=(Field("unit"), Field("value", required=True))
)
_ADDRESS = (
    Field("name", required=True),
    Field("addressLine1", required=True),
    Field("addressLine2"),
    Field("addressLine3"),
    Field("city"),
    Field("districtOrCounty"),
    Field("stateOrRegion"),
    Field("postalCode", required=True),
    Field("countryCode", required=True),
    Field("phone"),
    Field("email"),
)
_DELIVERY_ADDRESS = Field("deliveryAddress", "object", required=True, fields=_ADDRESS)
_ORIGIN = Field("origin", "object", fields=(Field("countryCode", required=True),))
_PRODUCT = Field(
    "product",
    "object",
    required=True,
    fields=(
        Field(
            "productIdentifier",
            "object",
            required=True,
            fields=(Field("amazonSku", required=True),),
        ),
        Field("perUnitDeclaredValue", "object", fields=_MONEY),
    ),
)
_TIERS = Field("serviceTiers", is_list=True)
_ADDITIONAL = Field("additional", "strings")
_PACKAGING = (Field("packagingOption"), Field("overbox"))

PREVIEW = (
    Field("channel"),
    Field(
        "fulfillmentConfiguration",
        "object",
        fields=(
            Field("serviceLevel", "object", fields=(_TIERS,)),
            Field(
                "services",
                "object",
                fields=(Field("packaging", "object", fields=_PACKAGING), _ADDITIONAL),
            ),
        ),
    ),
    _ORIGIN,
    Field("destination", "object", required=True, fields=(_DELIVERY_ADDRESS,)),
    Field("lineItems", "object", required=True, is_list=True, fields=(_PRODUCT, _AMOUNT)),
    Field("excludeEstimatedFees", "boolean", simulated=False),
    Field("includePaymentOnDelivery", "boolean", simulated=False),
)
CREATE = (
    Field("orderId", required=True),
    Field("channel"),
    Field(
        "fulfillmentConfiguration",
        "object",
        fields=(
            Field(
                "serviceLevel",
                "object",
                fields=(_TIERS, Field("deliveryInterval", "object", simulated=False)),
            ),
            Field("action"),
            Field("policy"),
            Field(
                "services",
                "object",
                fields=(
                    Field(
                        "packaging",
                        "object",
                        fields=(*_PACKAGING, Field("packingSlip", "object", simulated=False)),
                    ),
                    Field("delivery", "object", simulated=False),
                    _ADDITIONAL,
                ),
            ),
        ),
    ),
    _ORIGIN,
    Field(
        "destination",
        "object",
        required=True,
        fields=(
            _DELIVERY_ADDRESS,
            Field("deliveryNotes"),
            Field("dropOffLocation", "object", simulated=False),
        ),
    ),
    Field(
        "lineItems",
        "object",
        required=True,
        is_list=True,
        fields=(
            Field("lineItemId", required=True),
            _PRODUCT,
            _AMOUNT,
            Field("fulfillmentConfiguration", "object", simulated=False),
        ),
    ),
    Field("paymentInformation", "object", simulated=False),
)
UPDATE = (Field("fulfillmentConfiguration", "object", fields=(Field("action"),)),)
