"""Contacts of Odoo as addresses that Amazon delivers to."""

from odoo import models

# What Amazon's models leave open: the lengths that its order forms for sellers take.
LONGEST = {
    "name": 50,
    "addressLine1": 60,
    "addressLine2": 60,
    "addressLine3": 60,
    "city": 50,
    "stateOrRegion": 150,
    "postalCode": 20,
    "phone": 20,
}
LINES = ("addressLine1", "addressLine2", "addressLine3")
# Where carriers know states by their codes.
STATES_BY_CODE = ("US", "CA", "AU", "MX", "BR", "IN")
# Amazon wants no city there: it stands in the lines.
WITHOUT_CITY = "JP"


class AmazonFulfillmentMapper(models.AbstractModel):
    _inherit = "amazon.fulfillment.mapper"

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
        """Whose name is on the parcel; an address without a name is its company's."""
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
        wrong += [
            names[key]
            for key, longest in LONGEST.items()
            if key in names and len(address.get(key, "")) > longest
        ]
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
