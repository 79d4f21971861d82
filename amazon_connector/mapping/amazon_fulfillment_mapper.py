"""A delivery of another channel as the order that Amazon is to ship."""

from odoo import models

LINES = ("addressLine1", "addressLine2", "addressLine3")
# What Amazon's models leave open: the lengths that its order forms for sellers take.
LONGEST = {
    "name": 50,
    **dict.fromkeys(LINES, 60),
    "city": 50,
    "stateOrRegion": 150,
    "postalCode": 20,
    "phone": 20,
}
# Where carriers know states by their codes.
STATES_BY_CODE = ("US", "CA", "AU", "MX", "BR", "IN")
# Amazon wants no city there: it stands in the lines.
WITHOUT_CITY = "JP"


class AmazonFulfillmentMapper(models.AbstractModel):
    _name = "amazon.fulfillment.mapper"
    _description = "Delivery to Amazon Fulfillment"

    def _prepare_fulfillment_payload(self, document):
        """The body of ``createOrder``. A hook.

        The recipient's address is in it and nowhere else: it is built when it is sent.

        :param document: ``amazon.fulfillment``
        :return: dict: Fulfillment Outbound 2026-07-04, ``CreateOrderRequest``
        """
        picking = document._get_open_picking() or document.picking_id
        warehouse = picking._get_amazon_multi_channel_warehouse()
        is_abroad = self._is_abroad(document.store_id, picking)
        return {
            "orderId": document.amazon_ref,
            "fulfillmentConfiguration": {
                "serviceLevel": {"serviceTiers": [document.speed]},
                "action": "SHIP",
                "policy": warehouse.amazon_multi_channel_policy,
                "services": self._prepare_services(warehouse),
            },
            "origin": self._get_origin(document.store_id),
            "destination": {"deliveryAddress": self._prepare_destination(picking)},
            "lineItems": [
                {
                    "lineItemId": str(line.id),
                    "product": self._prepare_product(line, line.product_id, picking, is_abroad),
                    "amount": _pieces(line.quantity),
                }
                for line in document.line_ids
            ],
        }

    def _prepare_preview_payload(self, store, picking, contents):
        """The body of ``getOrderPreview``, for all speeds that Amazon has. A hook.

        :param store: ``amazon.store``
        :param contents: as of ``_get_contents``
        :return: dict: Fulfillment Outbound 2026-07-04, ``GetOrderPreviewRequest``
        """
        warehouse = picking._get_amazon_multi_channel_warehouse()
        is_abroad = self._is_abroad(store, picking)
        return {
            "fulfillmentConfiguration": {"services": self._prepare_services(warehouse)},
            "origin": self._get_origin(store),
            "destination": {"deliveryAddress": self._prepare_destination(picking)},
            "lineItems": [
                {
                    "product": self._prepare_product(listing, product, picking, is_abroad),
                    "amount": _pieces(pieces),
                }
                for product, listing, pieces in contents
            ],
        }

    def _prepare_return_payload(self, piece):
        """A piece that is to come back. A hook.

        :param piece: ``amazon.fulfillment.return``
        :return: dict: Fulfillment Outbound 2020-07-01, ``CreateReturnItem``
        """
        payload = {
            "sellerReturnItemId": piece.amazon_ref,
            "sellerFulfillmentOrderItemId": str(piece.line_id.id),
            "amazonShipmentId": piece.shipment_ref,
            "returnReasonCode": piece.reason_code,
        }
        return {**payload, "returnComment": piece.comment} if piece.comment else payload

    def _prepare_services(self, warehouse):
        """:return: dict of what is asked for beside the shipping itself"""
        services = {}
        if warehouse.amazon_multi_channel_blank_box:
            services["packaging"] = {"packagingOption": "UNBRANDED"}
        if warehouse.amazon_multi_channel_block_amazon:
            services["additional"] = {"BLOCK_AMZL": "REQUIRED"}
        return services

    def _prepare_product(self, listing, product, picking, is_abroad):
        """Which goods; with their value where customs ask for it."""
        vals = {"productIdentifier": {"amazonSku": listing.seller_sku}}
        if is_abroad:
            line = picking.move_ids.filtered(lambda move: move.product_id == product).sale_line_id
            currency = line[:1].currency_id or picking.company_id.currency_id
            value = currency.round(self._get_value(line[:1], listing, product))
            vals["perUnitDeclaredValue"] = {
                "currencyCode": currency.name,
                "amount": f"{value:.{currency.decimal_places}f}",
            }
        return vals

    def _get_origin(self, store):
        return {"countryCode": store.marketplace_id.country_id.code}

    def _is_abroad(self, store, picking):
        return picking.partner_id.country_id != store.marketplace_id.country_id

    def _prepare_destination(self, picking):
        """The recipient's address as Amazon takes it. A hook.

        :param picking: ``stock.picking``
        :return: dict ``Address``, only of what is known
        """
        partner = picking.partner_id
        country = partner.country_id.code or ""
        state = partner.state_id
        texts = {
            "name": self._get_recipient_name(partner),
            **dict(zip(LINES, self._get_lines(partner), strict=False)),
            "city": "" if country == WITHOUT_CITY else partner.city,
            "stateOrRegion": state.code if country in STATES_BY_CODE else state.name,
            "postalCode": partner.zip,
            "countryCode": country,
            "phone": partner.phone,
        }
        if picking._get_amazon_multi_channel_warehouse().amazon_multi_channel_notify:
            texts["email"] = partner.email
        return {key: _clean(text) for key, text in texts.items() if _clean(text)}

    def _get_recipient_name(self, partner):
        # An address without a name is its company's.
        return partner.name or partner.parent_id.name or partner.commercial_company_name

    def _get_lines(self, partner):
        """Company and streets, broken between words where a line is too long for Amazon."""
        company = "" if partner.is_company else partner.commercial_company_name
        city = partner.city if partner.country_id.code == WITHOUT_CITY else ""
        name = self._get_recipient_name(partner)
        texts = [partner.street, partner.street2, "" if company == name else company]
        if city:
            texts[0] = f"{city} {partner.street or ''}"
        lines = [_clean(text) for text in texts if _clean(text)]
        longest = LONGEST[LINES[0]]
        if len(lines) > len(LINES) or any(len(line) > longest for line in lines):
            lines = _break(" ".join(lines).split(), longest)
        return lines

    def _find_wrong_fields(self, picking):
        """What an address lacks, or has too much of.

        :return: list of names of fields, in the reader's language; never their values
        """
        partner = picking.partner_id
        address = self._prepare_destination(picking)
        names = self._get_field_names()
        needed = ["name", "addressLine1", "postalCode", "countryCode"]
        if address.get("countryCode") != WITHOUT_CITY:
            needed.append("city")
        wrong = [names[key] for key in needed if not address.get(key)]
        too_long = (key for key, most in LONGEST.items() if len(address.get(key, "")) > most)
        wrong += [names[key] for key in too_long if key in names]
        if len(self._get_lines(partner)) > len(LINES):
            wrong.append(names["addressLine1"])
        return list(dict.fromkeys(wrong))

    def _get_field_names(self):
        return {
            "name": self.env._("name"),
            "addressLine1": self.env._("street"),
            "city": self.env._("city"),
            "stateOrRegion": self.env._("state"),
            "postalCode": self.env._("ZIP"),
            "countryCode": self.env._("country"),
            "phone": self.env._("phone"),
        }

    def _hide_recipient(self, picking, text):
        """Amazon repeats what it does not like: what is the recipient's is taken out.

        :param picking: ``stock.picking``
        :param text: Amazon's words
        """
        address = self._prepare_destination(picking)
        told = [value for key, value in address.items() if key not in ("countryCode", "city")]
        for value in sorted(told, key=len, reverse=True):
            if len(value) > 2:
                text = text.replace(value, "***")
        return text


def _pieces(quantity):
    return {"unit": "EACHES", "value": str(quantity)}


def _clean(text):
    return " ".join((text or "").split())


def _break(words, longest):
    """:return: list of lines of whole words; a word that is too long stays whole"""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= longest:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]
