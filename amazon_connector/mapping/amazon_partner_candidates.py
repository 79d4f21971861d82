"""The partners that a batch of orders may need, found with one query and kept under keys.

Keys are tuples: ("amazon", e-mail of Amazon), ("email", real e-mail), ("guest", name),
("company", name) with and without a VAT id, ("address", key of a customer), ("delivery" or
"invoice", key, customer's id) for a contact of a customer, and the own addresses of a fixed
customer as ("delivery" or "invoice", customer's id).
"""

from typing import TYPE_CHECKING

from odoo import models
from odoo.fields import Domain
from odoo.tools import email_normalize

from .amazon_address_mapper import UNKNOWN_ADDRESS
from .spelling.names import fold_vat

if TYPE_CHECKING:
    from ..spapi.orders import Order


class AmazonPartnerMapper(models.AbstractModel):
    _inherit = "amazon.partner.mapper"

    def _get_buyer_keys(self, document: models.Model, order: "Order") -> list[tuple]:
        """Under which keys the store's policy looks for the buyer, the surest first.

        :return: list of keys
        """
        policy = document.store_id._get_customer_policy()
        if policy.otherwise == "channel":
            return [("guest", document.store_id.name)]
        keys = []
        # Who was created from an order before is never created twice.
        if policy.by_id or policy.otherwise == "insert":
            keys.append(self._get_identity_key(order))
        if policy.by_email:
            keys.append(("email", self._get_real_email(order)))
        if policy.otherwise == "insert" and self._is_guest(order):
            keys.append(("guest", self._get_guest_name(document, order)))
        return [key for key in keys if key[1]]

    def _get_identity_key(self, order: "Order"):
        if order.buyer.email:
            return "amazon", order.buyer.email
        return "address", self._get_customer_key(order)

    def _get_real_email(self, order: "Order"):
        """:return: the buyer's own e-mail address, normalised, or "" """
        return "" if self._is_relay(order.buyer.email) else email_normalize(order.buyer.email) or ""

    def _find_candidates(
        self, documents: models.Model, orders: dict[models.Model, "Order"]
    ) -> dict[tuple, models.Model]:
        """All partners that the batch may need.

        :return: dict key → ``res.partner``, see above
        """
        wanted: dict[str, set] = {
            name: set() for name in ("amazon", "email", "guest", "company", "address")
        }
        for document in documents:
            order = orders[document]
            keys = self._get_buyer_keys(document, order)
            keys += [
                ("amazon", order.buyer.email if self._is_company(document, order) else ""),
                ("company", self._get_company_name(document, order)),
                ("address", self._get_address_key(order.address) or UNKNOWN_ADDRESS),
                ("address", self._get_customer_key(order)),
                ("address", self._get_address_key(self._get_invoice_address(order))),
            ]
            for name, value in keys:
                wanted[name].add(value)
        domain = self._get_candidates_domain(wanted, documents.company_id)
        partners = (
            self.env["res.partner"].with_context(active_test=False).search(domain, order="id desc")
        )
        fixed = documents.store_id.filtered(lambda store: store._needs_fixed_customer()).customer_id
        return {**self._find_own_addresses(fixed), **self._index(partners)}

    def _get_company_name(self, document: models.Model, order: "Order"):
        """:return: name under which the buyer's company is a customer, or "" """
        return self._clean(order.buyer.company_name) if self._is_company(document, order) else ""

    def _get_candidates_domain(self, wanted, companies: models.Model):
        """Whom to look at: any guest of that name, of which there can be only one, archived or
        not; else active partners of the company who are none of its own users.

        :param wanted: dict name of a key → set of values
        """
        guests = {"guest": wanted.pop("guest")}
        others = Domain.AND(
            [
                [("active", "=", True), ("partner_share", "=", True)],
                [("company_id", "in", [False, *companies.ids])],
                Domain.OR(self._get_domains(wanted)),
            ]
        )
        return Domain.OR([*self._get_domains(guests), others])

    def _get_domains(self, wanted):
        """One condition for each kind of key that the batch has."""
        columns = {
            "amazon": ("amazon_email", []),
            "email": ("email_normalized", []),
            "guest": ("name", [("amazon_guest", "=", True)]),
            "company": ("name", [("is_company", "=", True)]),
            "address": ("amazon_address_key", []),
        }
        return [
            Domain([(columns[name][0], "in", list(values - {""})), *columns[name][1]])
            for name, values in wanted.items()
            if values - {""}
        ]

    def _find_own_addresses(self, customers: models.Model) -> dict[tuple, models.Model]:
        """The addresses that a person has given to fixed customers, not those of buyers.

        :param customers: ``res.partner``
        :return: dict ("delivery" or "invoice", customer's id) → ``res.partner``
        """
        if not customers:
            return {}
        own = self.env["res.partner"].search(
            [
                ("parent_id", "in", customers.ids),
                ("type", "in", ("delivery", "invoice")),
                ("amazon_address_key", "=", False),
            ],
            order="id desc",
        )
        return {(contact.type, contact.parent_id.id): contact for contact in own}

    def _index(self, partners: models.Model) -> dict[tuple, models.Model]:
        """:return: dict key → partner; of several, the last in the list"""
        index: dict[tuple, models.Model] = {}
        for partner in partners:
            key = partner.amazon_address_key
            if partner.amazon_guest:
                index["guest", partner.name] = partner
            elif partner.amazon_email:
                index["amazon", partner.amazon_email] = partner
            elif not partner.parent_id:
                index["address", key] = partner
            if partner.is_company:
                index["company", partner.name] = partner
                index["company", partner.name, fold_vat(partner.vat)] = partner
            if partner.email_normalized:
                index["email", partner.email_normalized] = partner
            if key and partner.parent_id:
                index[partner.type, key, partner.parent_id.id] = partner
        return index
