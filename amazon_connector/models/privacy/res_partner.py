"""Contacts that exist only because somebody bought on Amazon: made anonymous."""

from odoo import api, models

# Whom a sales order names.
ROLES = ("partner_id", "partner_invoice_id", "partner_shipping_id")
ERASED = (
    "email",
    "phone",
    "street",
    "street2",
    "city",
    "zip",
    "vat",
    "comment",
    "website",
    "company_name",
    "image_1920",
    "amazon_email",
    "amazon_address_key",
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_lasting_uses(self):
        """Where a contact stands that keeps it from being made anonymous. A hook.

        :return: list of tuples (model, field, domain of the records that count)
        """
        # A voided sales order has a store, and no Amazon order any more: it names nobody to keep.
        not_erased = [
            "|",
            ("amazon_store_id", "=", False),
            ("amazon_order_ids", "any", [("holds_buyer", "=", True)]),
        ]
        kept_by_law = [("state", "!=", "cancel")]
        return [
            *(("sale.order", name, not_erased) for name in ROLES),
            *(
                ("account.move", name, kept_by_law)
                for name in ("partner_id", "commercial_partner_id", "partner_shipping_id")
            ),
            ("account.move.line", "partner_id", []),
            ("account.payment", "partner_id", []),
            ("res.users", "partner_id", []),
            ("res.company", "partner_id", []),
            ("purchase.order", "partner_id", []),
            ("crm.lead", "partner_id", []),
            ("pos.order", "partner_id", []),
        ]

    def _find_lasting(self):
        """:return: those of these contacts that are needed elsewhere"""
        lasting = self.browse()
        for model_name, name, domain in self._get_lasting_uses():
            model = self.env.get(model_name)
            if model is not None:
                users = model.sudo().with_context(active_test=False)
                groups = users._read_group([(name, "in", self.ids), *domain], [name])
                lasting |= self.browse(partner.id for (partner,) in groups)
        return lasting

    def _find_persons(self):
        """Those of these contacts that a person has made.

        They were there before Amazon first named them, whatever a store that keeps its customers
        current has written on them since; or Amazon never did, as the colleagues of a buyer.
        """
        sales = self.env["sale.order"].sudo().with_context(active_test=False)
        first = {}
        for role in ROLES:
            domain = [(role, "in", self.ids), ("amazon_store_id", "!=", False)]
            for partner, since in sales._read_group(domain, [role], ["create_date:min"]):
                first[partner.id] = min(since, first.get(partner.id, since))
        return self.filtered(
            lambda partner: (
                partner.create_date < first[partner.id]
                if partner.id in first
                else not partner._has_amazon_key()
            )
        )

    @api.model
    def _get_key_domain(self):
        return ["|", ("amazon_email", "!=", False), ("amazon_address_key", "!=", False)]

    def _has_amazon_key(self):
        return bool(self.amazon_email or self.amazon_address_key)

    def _erase_amazon_contacts(self):
        """Make those contacts anonymous that Amazon's buyers alone are.

        :return: tuple (how many were made anonymous, how many stay as documents need them)
        """
        own = self.filtered(lambda partner: partner._has_amazon_key() and not partner.amazon_guest)
        # The invoice address of a company has no key of its own.
        own |= self.filtered(lambda partner: partner.parent_id in own and not partner.amazon_guest)
        lasting = own._find_lasting() | own._find_persons()
        lasting = own & (lasting | lasting.commercial_partner_id)
        for partner in own - lasting:
            partner.message_ids.unlink()
            # Tracking would write down what is erased, as its old values.
            partner.with_context(tracking_disable=True).write(
                {
                    **dict.fromkeys(ERASED, False),
                    "name": self.env._("Buyer on Amazon (erased)"),
                    "active": False,
                }
            )
        return len(own - lasting), len(lasting)
