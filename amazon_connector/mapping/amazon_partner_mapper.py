"""Buyers and recipients of Amazon orders as partners of Odoo."""

import hashlib
from typing import NamedTuple

from odoo import models


class OrderPartners(NamedTuple):
    """Who bought and who receives: two ``res.partner`` records, often the same."""

    buyer: models.Model
    recipient: models.Model


class AmazonPartnerMapper(models.AbstractModel):
    _name = "amazon.partner.mapper"
    _description = "Amazon Buyer to Partner"

    def _get_or_create_partners(self, documents, orders):
        """Partners of a batch of orders: one search, one create for buyers, one for recipients.

        :param documents: ``amazon.order``
        :param orders: dict document → ``spapi.orders.Order``
        :return: dict document → ``OrderPartners``
        """
        known = self._find_candidates(documents, orders)
        buyers = self._get_or_create(
            documents, orders, known, self._find_partner, self._prepare_partner_vals
        )
        for document, buyer in buyers.items():
            key = self._get_address_key(orders[document].address)
            if key and buyer.amazon_address_key == key:
                known[key, buyer.id] = buyer

        def find_recipient(document, order, candidates):
            return self._find_recipient(document, order, buyers[document], candidates)

        def prepare_recipient(document, order):
            return self._prepare_recipient_vals(document, order, buyers[document])

        recipients = self._get_or_create(
            documents, orders, known, find_recipient, prepare_recipient
        )
        return {
            document: OrderPartners(buyers[document], recipients[document])
            for document in documents
        }

    def _get_or_create(self, documents, orders, known, find, prepare):
        """Find each document's partner; create the missing ones with one call.

        Orders of one batch that want the same new partner (equal values) share it.
        """
        found, missing = {}, {}
        for document in documents:
            partner = find(document, orders[document], known)
            if partner:
                found[document] = partner
            else:
                vals = prepare(document, orders[document])
                missing.setdefault(self._get_identity(vals), (vals, []))[1].append(document)
        created = self.env["res.partner"].create([vals for vals, _sharing in missing.values()])
        for partner, (_vals, sharing) in zip(created, missing.values(), strict=True):
            found.update(dict.fromkeys(sharing, partner))
        return found

    @staticmethod
    def _get_identity(vals):
        """What makes two new partners of a batch the same one."""
        return (
            vals.get("amazon_email") or vals.get("amazon_address_key") or vals["name"],
            vals.get("parent_id"),
            vals.get("amazon_address_key") if vals.get("parent_id") else None,
        )

    def _find_candidates(self, documents, orders):
        """All partners that the batch may need, with one query.

        :return: dict: e-mail, guest name, address key, or (address key, parent id) → partner
        """
        emails, keys, guests = set(), set(), set()
        for document in documents:
            order = orders[document]
            emails.add(order.buyer.email)
            keys.add(self._get_address_key(order.address))
            guests.add(self._get_guest_name(document, order))
        partners = self.env["res.partner"].search(
            [
                "|",
                "|",
                ("amazon_email", "in", list(emails - {""})),
                ("amazon_address_key", "in", list(keys - {""})),
                "&",
                ("amazon_guest", "=", True),
                ("name", "in", list(guests)),
            ],
            order="id desc",
        )
        candidates = {}
        for partner in partners:
            if partner.amazon_email:
                candidates[partner.amazon_email] = partner
            elif partner.amazon_guest:
                candidates[partner.name] = partner
            elif not partner.parent_id:
                candidates[partner.amazon_address_key] = partner
            owner = partner.parent_id or partner
            candidates[partner.amazon_address_key, owner.id] = partner
        return candidates

    # Hooks

    def _find_partner(self, document, order, candidates):
        """The known buyer of an order; never creates. A hook.

        :param order: ``spapi.orders.Order``
        :param candidates: see ``_find_candidates``
        :return: ``res.partner`` or None
        """
        if self._is_guest(order):
            return candidates.get(self._get_guest_name(document, order))
        return candidates.get(order.buyer.email or self._get_address_key(order.address))

    def _prepare_partner_vals(self, document, order):
        """Values of a new buyer. A hook.

        :param document: ``amazon.order``
        :param order: ``spapi.orders.Order``
        :return: dict for ``res.partner.create``
        """
        if self._is_guest(order):
            return {"name": self._get_guest_name(document, order), "amazon_guest": True}
        email = order.buyer.email
        vals = self._prepare_address_vals(order.address) if order.address else {}
        vals.update(
            {
                "name": order.buyer.name
                or vals.get("name")
                or self._get_guest_name(document, order),
                "company_name": order.buyer.company_name or False,
                "amazon_email": email or False,
                # Amazon's relay address is no address to write to from Odoo.
                "email": False if self._is_relay(email) else email,
            }
        )
        return vals

    def _find_recipient(self, document, order, buyer, candidates):
        """The contact of the buyer that has the delivery address; never creates. A hook.

        :return: ``res.partner`` or None
        """
        key = self._get_address_key(order.address)
        if not key or self._is_guest(order):
            return buyer
        return candidates.get((key, buyer.id))

    def _prepare_recipient_vals(self, document, order, buyer):
        """Values of a new delivery contact of a buyer. A hook.

        :return: dict for ``res.partner.create``
        """
        return {
            **self._prepare_address_vals(order.address),
            "type": "delivery",
            "parent_id": buyer.id,
        }

    def _prepare_address_vals(self, address):
        """:param address: ``spapi.orders.Address``
        :return: dict of the address fields of ``res.partner``
        """
        country = self._find_country(address.country_code)
        return {
            "name": address.name or address.company_name,
            "street": next(iter(address.lines), False),
            "street2": ", ".join(address.lines[1:]) or False,
            "city": address.city or address.municipality or address.district,
            "zip": address.postal_code,
            "country_id": country.id,
            "state_id": self._find_state(country, address.state).id,
            "phone": address.phone,
            "amazon_address_key": self._get_address_key(address),
        }

    def _find_country(self, code):
        """:return: ``res.country`` of Amazon's country code; Amazon writes UK for GB in places"""
        countries = self.env["res.country"]
        return countries.browse(countries._get_ids_by_code().get("GB" if code == "UK" else code))

    def _find_state(self, country, name):
        """:return: ``res.country.state`` by code or by name, whichever Amazon gives"""
        wanted = (name or "").strip().casefold()
        return country.state_ids.filtered(
            lambda state: wanted in (state.code.casefold(), state.name.casefold())
        )[:1]

    # Identities

    @staticmethod
    def _is_guest(order):
        """Whether Amazon tells nobody's name: no e-mail, no name on the address."""
        return not order.buyer.email and not (order.address and order.address.name)

    @staticmethod
    def _is_relay(email):
        """Whether an e-mail address is one of Amazon's, made up for the order."""
        return "@marketplace.amazon." in (email or "").lower() or not email

    @staticmethod
    def _get_address_key(address):
        """A short key that is equal for equal names and addresses, however they are written.

        :return: hex digest, or "" without an address
        """
        if not address:
            return ""
        parts = (
            address.name,
            address.company_name,
            *address.lines,
            address.city,
            address.state,
            address.postal_code,
            address.country_code,
        )
        text = "|".join(" ".join((part or "").casefold().split()) for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def _get_guest_name(self, document, order):
        """Name of the customer for buyers of whom Amazon tells nothing, per store and currency."""
        channel = "FBA" if order.fulfilled_by == "AMAZON" else "FBM"
        return self.env._(
            "%(store)s %(channel)s %(currency)s Amazon Guests",
            store=document.store_id.name,
            channel=channel,
            currency=order.currency or document.marketplace_id.currency_id.name,
        )
