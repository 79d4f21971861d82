"""To whom an order goes and who is invoiced: contacts of the customer, as Amazon names them."""

from typing import TYPE_CHECKING

from odoo import models

from ..spapi.words import AMAZON
from .amazon_address_mapper import UNKNOWN_ADDRESS
from .spelling.names import fold_name

if TYPE_CHECKING:
    from ..spapi.orders import Address, DeliveryPreference, OpeningHours, Order

# What a label shows of a contact.
LABEL_FIELDS = ("street", "street2", "city", "zip", "state_id", "country_id")


class AmazonPartnerMapper(models.AbstractModel):
    _inherit = "amazon.partner.mapper"

    # Where it goes

    def _find_recipient(
        self,
        document: models.Model,
        order: "Order",
        buyer: models.Model,
        candidates: dict[tuple, models.Model],
    ) -> models.Model | None:
        """The contact of the customer that has the delivery address; never creates. A hook.

        The customer himself only where a label made out to him shows word for word what Amazon
        says: his record may have changed since it was made, and a present goes to somebody else.

        :return: ``res.partner`` or None: a contact is to be created
        """
        address = order.address
        if self._is_recipient_untold(document, order, buyer):
            return candidates.get(("delivery", UNKNOWN_ADDRESS, buyer.id))
        if (
            not address
            or (not address.lines and self._is_guest(order))
            or self._is_address_dropped(document, buyer)
        ):
            return candidates.get(("delivery", buyer.id), buyer)
        if self._is_label_of(buyer, address):
            return buyer
        return candidates.get(("delivery", self._get_address_key(address), buyer.id))

    def _is_recipient_untold(
        self, document: models.Model, order: "Order", buyer: models.Model
    ) -> bool:
        """Whether nobody knows where the parcel of a known person goes.

        Where earlier orders went, or where he lives, says nothing of this one.
        """
        told = order.address or order.fulfilled_by == AMAZON or order.is_pickup
        return not (told or self._is_stand_in(document, buyer))

    def _prepare_recipient_vals(
        self, document: models.Model, order: "Order", buyer: models.Model
    ) -> dict:
        """Values of a new delivery contact of a customer. A hook.

        :return: dict for ``res.partner.create``
        """
        if not order.address:
            vals = {"name": buyer.name, "amazon_address_key": UNKNOWN_ADDRESS}
            return {**vals, "type": "delivery", "parent_id": buyer.id}
        label = self._get_label_name(order.address)
        vals = self._prepare_address_vals(order.address)
        name = label or self._clean(order.buyer.name)
        return {**vals, "name": name or buyer.name, "type": "delivery", "parent_id": buyer.id}

    def _is_label_of(self, partner: models.Model, address: "Address") -> bool:
        """Whether a label made out to a partner shows just this name, company and address."""
        name = fold_name(self._get_label_name(address))
        # The complete name has the company before it, if there is one.
        if {fold_name(partner.name), fold_name(partner.complete_name)} != {name}:
            return False
        wanted = self._prepare_address_vals(address)
        current = partner._convert_to_write(partner.read(list(LABEL_FIELDS), load=None)[0])
        return all((current[field] or False) == (wanted[field] or False) for field in LABEL_FIELDS)

    def _get_label_name(self, address: "Address") -> str:
        """The first line of a label: the company, or what stands there (a locker), and the person.

        Odoo and the carriers' modules print the name of a contact and leave out the company of
        one that belongs to a customer.
        """
        names = dict.fromkeys((self._clean(address.company_name), self._clean(address.name)))
        return ", ".join(filter(None, names))

    # How it is delivered

    def _get_delivery_wishes(self, preference: "DeliveryPreference | None") -> str:
        """What the recipient wishes, for the packer and the driver, a line for each. A hook.

        :return: lines of text, empty when Amazon says nothing
        """
        if not preference:
            return ""
        hours = map(self._describe_hours, (*preference.business_hours, *preference.exceptions))
        lines = (
            (self.env._("Leave at"), preference.drop_off_location),
            (self.env._("Instructions"), preference.instructions),
            (self.env._("Delivery times"), "; ".join(hours)),
            (self.env._("Place"), ", ".join(preference.capabilities)),
            *preference.others,
        )
        return "\n".join(f"{label}: {self._clean(text)}" for label, text in lines if text)

    def _describe_hours(self, hours: "OpeningHours") -> str:
        """:return: for example ``MON 08:30-17:00`` or ``2026-12-24 closed``"""
        if not hours.is_open:
            return self.env._("%s closed", hours.day)
        windows = ", ".join(f"{start}-{end}" for start, end in hours.windows)
        return f"{hours.day} {windows}".strip()

    # Who is invoiced

    def _find_payer(
        self,
        document: models.Model,
        order: "Order",
        buyer: models.Model,
        candidates: dict[tuple, models.Model],
    ) -> models.Model | None:
        """The contact of the customer that has the invoice address; never creates. A hook.

        Amazon tells an invoice address only with the tax number of a business.

        :return: ``res.partner`` or None: a contact is to be created
        """
        key = self._get_address_key(self._get_invoice_address(order))
        if not key or self._is_address_dropped(document, buyer):
            return candidates.get(("invoice", buyer.id), buyer)
        if buyer.amazon_address_key == key:
            return buyer
        return candidates.get(("invoice", key, buyer.id))

    def _prepare_payer_vals(
        self, document: models.Model, order: "Order", buyer: models.Model
    ) -> dict:
        """Values of a new invoice contact of a customer. A hook.

        :return: dict for ``res.partner.create``
        """
        registration = self._get_registration(order)
        vals = self._prepare_address_vals(registration.address)
        name = self._clean(registration.legal_name) or vals["name"]
        return {**vals, "name": name, "type": "invoice", "parent_id": buyer.id}
