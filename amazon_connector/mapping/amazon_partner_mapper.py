"""Who is the customer of an Amazon order, and where it goes. Finds and prepares, never writes."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from odoo import models

from .spelling.names import fold_vat, is_like

if TYPE_CHECKING:
    from ..spapi.orders import Order

RELAY = re.compile(r"@([\w-]+\.)*marketplace\.amazon\.", re.IGNORECASE)


class OrderPartners(NamedTuple):
    """Who bought, who receives, who is invoiced: ``res.partner`` records, often the same."""

    buyer: models.Model
    recipient: models.Model
    payer: models.Model


class AmazonPartnerMapper(models.AbstractModel):
    _name = "amazon.partner.mapper"
    _description = "Amazon Buyer to Partner"

    # The customer

    def _find_partner(
        self, document: models.Model, order: "Order", candidates: dict[tuple, models.Model]
    ) -> models.Model | None:
        """The customer of an order as the store's policy finds him; never creates. A hook.

        :param document: ``amazon.order``
        :param order: ``spapi.orders.Order``
        :param candidates: see ``_find_candidates``
        :return: ``res.partner`` or None: he is to be created
        """
        store, policy = document.store_id, document.store_id._get_customer_policy()
        keys = self._get_buyer_keys(document, order)
        found = next((candidates[key] for key in keys if key in candidates), None)
        if self._is_company(document, order):
            company = self._find_company(order, found, candidates)
            if company or policy.otherwise == "insert":
                return company
        if not found and policy.otherwise == "fixed":
            return store.customer_id
        return found

    def _find_company(
        self, order: "Order", contact: models.Model | None, candidates: dict[tuple, models.Model]
    ) -> models.Model | None:
        """The buyer's company: the one he belongs to, or the one of that name and VAT id.

        :param contact: the known buyer, or None
        :return: ``res.partner`` or None
        """
        if contact and contact.parent_id.is_company:
            return contact.parent_id
        name, vat = self._clean(order.buyer.company_name), fold_vat(self._get_vat(order))
        if vat and (company := candidates.get(("company", name, vat))):
            return company
        company = candidates.get(("company", name))
        return None if company and vat and fold_vat(company.vat) not in ("", vat) else company

    def _prepare_partner_vals(self, document: models.Model, order: "Order") -> dict:
        """Values of a new customer. A hook.

        :param document: ``amazon.order``
        :param order: ``spapi.orders.Order``
        :return: dict for ``res.partner.create``
        """
        store = document.store_id
        # A customer from the first, as Odoo has it for those who are entered as customers.
        tags = {"category_id": [(6, 0, store.customer_tag_ids.ids)], "customer_rank": 1}
        if store._get_customer_policy().otherwise == "channel":
            return {"name": store.name, "amazon_guest": True, **tags}
        if self._is_guest(order):
            return {"name": self._get_guest_name(document, order), "amazon_guest": True, **tags}
        vals = self._prepare_own_address_vals(order)
        if self._is_company(document, order):
            name = self._clean(order.buyer.company_name)
            return {**vals, "name": name, "is_company": True, **tags}
        company = self._clean(order.buyer.company_name)
        name = self._clean(order.buyer.name) or vals.get("name") or company
        return {
            **vals,
            **self._prepare_email_vals(order),
            "name": name or self._get_guest_name(document, order),
            "company_name": company or False,
            **tags,
        }

    def _prepare_own_address_vals(self, order: "Order") -> dict:
        """What the delivery address tells of the customer himself.

        A present, a parcel locker or a colleague's desk is somebody else's address: of it the
        customer gets the country alone, which decides about his taxes.

        :return: dict for ``res.partner``
        """
        if not order.address:
            return {}
        vals = self._prepare_address_vals(order.address)
        vals["amazon_address_key"] = self._get_customer_key(order)
        if self._is_own_address(order):
            return vals
        return {name: vals[name] for name in ("country_id", "amazon_address_key")}

    def _prepare_email_vals(self, order: "Order") -> dict:
        """Amazon's made-up address identifies the buyer; it is no address to write to from Odoo.

        :return: dict for ``res.partner``
        """
        email = order.buyer.email
        return {"amazon_email": email or False, "email": False if self._is_relay(email) else email}

    def _prepare_partner_update_vals(
        self, document: models.Model, order: "Order", partner: models.Model
    ) -> dict:
        """What is new about a known customer, for stores that keep customers current. A hook.

        :return: dict for ``partner.write``, empty when nothing has changed
        """
        fresh = self._prepare_partner_vals(document, order)
        if fresh.get("is_company", False) != partner.is_company:
            return {}
        for name in ("category_id", "customer_rank"):
            fresh.pop(name)
        if not self._is_own_address(order):
            fresh.pop("country_id", None)
        # What Amazon leaves out is not known to be gone.
        fresh = {name: value for name, value in fresh.items() if value}
        current = partner._convert_to_write(partner.read(list(fresh), load=None)[0])
        return {name: value for name, value in fresh.items() if current[name] != value}

    # The buyer at his company

    def _find_contact(
        self, order: "Order", candidates: dict[tuple, models.Model]
    ) -> models.Model | None:
        """:return: ``res.partner`` of the person who bought for a company, or None"""
        return candidates.get(("amazon", order.buyer.email))

    def _prepare_contact_vals(self, order: "Order", company: models.Model) -> dict:
        """Values of the person who bought for a company. A hook.

        :return: dict for ``res.partner.create``
        """
        return {
            **self._prepare_email_vals(order),
            "name": self._clean(order.buyer.name) or company.name,
            "type": "contact",
            "parent_id": company.id,
        }

    # What an order says

    def _is_company(self, document: models.Model, order: "Order") -> bool:
        """Whether the buyer's company, not the person, is to be the customer."""
        store = document.store_id
        return bool(
            store.company_as_customer
            and order.buyer.company_name
            and store._get_customer_policy().looks_up
        )

    def _is_own_address(self, order: "Order") -> bool:
        """Whether the delivery address names the buyer, or his company, and nobody else."""
        if not order.address:
            return False
        own = list(filter(None, (order.buyer.name, order.buyer.company_name)))
        named = filter(None, (order.address.name, order.address.company_name))
        # Where Amazon does not name the buyer, he is taken for the recipient.
        return not own or all(any(is_like(name, each) for each in own) for name in named)

    def _get_customer_key(self, order: "Order") -> str:
        """What identifies a buyer without e-mail: his own name, at the address he sends to."""
        buyer, address = order.buyer, order.address
        if not address:
            return ""
        return self._get_address_key(replace(address, name=buyer.name or address.name))

    @staticmethod
    def _is_guest(order: "Order") -> bool:
        """Whether Amazon tells nobody's name: no e-mail, no buyer, no name on the address."""
        names = order.address and (order.address.name or order.address.company_name)
        return not (order.buyer.email or order.buyer.name or names)

    def _is_stand_in(self, document: models.Model, buyer: models.Model) -> bool:
        """Whether a customer stands for many buyers."""
        return buyer.amazon_guest or buyer == document.store_id.customer_id

    def _is_address_dropped(self, document: models.Model, buyer: models.Model) -> bool:
        """Whether the buyer's address is not kept: labels are bought elsewhere."""
        return not document.store_id.keep_addresses and self._is_stand_in(document, buyer)

    @staticmethod
    def _is_relay(email) -> bool:
        """Whether an e-mail address is one of Amazon's, made up for the order.

        In Japan they end in ``@m.marketplace.amazon.co.jp``.
        """
        return not email or bool(RELAY.search(email))

    @staticmethod
    def _get_registration(order: "Order"):
        """:return: ``TaxRegistration`` of the buyer, of several the one with a VAT id, or None"""
        own = (each for each in order.tax_registrations if each.entity_type == "BUYER")
        return max(own, key=lambda each: (bool(each.number), each.type == "VAT"), default=None)

    def _get_vat(self, order: "Order") -> str:
        """:return: the buyer's tax number, or "" """
        registration = self._get_registration(order)
        return registration.number.strip() if registration else ""

    def _get_invoice_address(self, order: "Order"):
        """:return: ``Address`` at which a business is invoiced, or None"""
        registration = self._get_registration(order)
        address = registration.address if registration else None
        return address if address and address.lines else None

    def _get_guest_name(self, document: models.Model, order: "Order") -> str:
        """Name of the customer for buyers of whom Amazon tells nothing, per store and currency."""
        channel = "FBA" if order.fulfilled_by == "AMAZON" else "FBM"
        currency = order.currency or document.marketplace_id.currency_id.name
        # The same in every language: it is looked up by this name.
        return f"{document.store_id.name} {channel} {currency} Amazon Guests"
