"""Customers of Amazon orders: created, kept current, followed when an address is corrected."""

from odoo import fields, models
from odoo.exceptions import ValidationError

from ...mapping.amazon_partner_mapper import OrderPartners
from ...mapping.spelling.names import fold_vat

ADDRESS_FIELDS = (
    "name",
    "phone",
    "street",
    "street2",
    "city",
    "zip",
    "country_id",
    "state_id",
    "amazon_address_key",
)


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    purchase_order_ref = fields.Char(
        string="Buyer's PO Number", readonly=True, help="Order number of a business buyer."
    )
    buyer_vat = fields.Char(
        string="Buyer's VAT ID", readonly=True, help="Tax number that Amazon states for the buyer."
    )
    buyer_vat_note = fields.Char(
        string="VAT ID Note", readonly=True, help="Why the VAT ID is not on the customer."
    )

    delivery_wishes = fields.Text(
        readonly=True,
        groups="amazon_connector.group_user",
        help="Where to leave the parcel, instructions and times, as the recipient told Amazon. "
        "They stand in the note of the delivery, too.",
    )

    def _get_or_create_partners(self, orders):
        """Partners of a batch of orders: one search, and one create for each role.

        :param orders: dict document → ``spapi.orders.Order``
        :return: dict document → ``OrderPartners``
        """
        mapper = self.env["amazon.partner.mapper"]
        known = mapper._find_candidates(self, orders)
        buyers = self._get_or_create(
            lambda doc: mapper._find_partner(doc, orders[doc], known),
            lambda doc: mapper._prepare_partner_vals(doc, orders[doc]),
        )
        self._update_customers(orders, buyers)
        known.update(mapper._index(self.env["res.partner"].concat(*set(buyers.values()))))
        self._ensure_contacts(orders, buyers, known)
        recipients = self._get_or_create(
            lambda doc: mapper._find_recipient(doc, orders[doc], buyers[doc], known),
            lambda doc: mapper._prepare_recipient_vals(doc, orders[doc], buyers[doc]),
        )
        payers = self._get_or_create(
            lambda doc: mapper._find_payer(doc, orders[doc], buyers[doc], known),
            lambda doc: mapper._prepare_payer_vals(doc, orders[doc], buyers[doc]),
        )
        self._put_vat_on_customers(buyers)
        return {
            document: OrderPartners(buyers[document], recipients[document], payers[document])
            for document in self
        }

    def _get_or_create(self, find, prepare):
        """Find each document's partner; create the missing ones with one call.

        Orders of one batch that want the same new partner (equal identity) share it.

        :param find: function document → partner or None
        :param prepare: function document → value dict of a new partner
        :return: dict document → ``res.partner``
        """
        found = {document: find(document) for document in self}
        missing = {}
        # Whose order names no VAT id is taken for the one of its name that has one.
        for document in self.filtered(lambda document: not found[document]).sorted(
            lambda document: not document.buyer_vat
        ):
            vals = prepare(document)
            key = _get_identity(vals, document.buyer_vat)
            if key not in missing and vals.get("is_company") and not document.buyer_vat:
                key = next((other for other in missing if other[:2] == key[:2]), key)
            missing.setdefault(key, (vals, []))[1].append(document)
        created = self.env["res.partner"].create([vals for vals, _sharing in missing.values()])
        for partner, (_vals, sharing) in zip(created, missing.values(), strict=True):
            found.update(dict.fromkeys(sharing, partner))
        return found

    def _update_customers(self, orders, buyers):
        """Keep customers current where the store wants it, one person at a time, never stand-ins.

        A customer's address to which a parcel is still to go stays: the new one becomes a contact.
        """
        mapper = self.env["amazon.partner.mapper"]
        wanted = self.filtered(
            lambda doc: (
                doc.store_id._get_customer_policy().updates
                and not mapper._is_stand_in(doc, buyers[doc])
            )
        )
        awaited = self.env["res.partner"].concat(*(buyers[doc] for doc in wanted))._get_awaited()
        for document in wanted:
            partner = buyers[document]
            vals = mapper._prepare_partner_update_vals(document, orders[document], partner)
            if partner in awaited:
                vals = {name: vals[name] for name in vals.keys() - set(ADDRESS_FIELDS)}
            if vals:
                document._update_customer(partner, vals)

    def _update_customer(self, partner, vals):
        """Write what is new; what Odoo refuses (a VAT id of another country) keeps no order out."""
        try:
            with self.env.cr.savepoint():
                partner.write(vals)
        except ValidationError as error:
            partner.invalidate_recordset()
            reason = self._hide_buyer(" ".join(str(error).split()))
            self._message_log(
                body=self.env._("The customer stays as he was, for Odoo refuses: %s", reason)
            )

    def _ensure_contacts(self, orders, buyers, known):
        """Put persons who bought for a company down as its contacts."""
        mapper = self.env["amazon.partner.mapper"]
        self.filtered(
            lambda doc: (
                buyers[doc].is_company
                and mapper._is_company(doc, orders[doc])
                and orders[doc].buyer.email
            )
        )._get_or_create(
            lambda doc: mapper._find_contact(orders[doc], known),
            lambda doc: mapper._prepare_contact_vals(orders[doc], buyers[doc]),
        )

    def _put_vat_on_customers(self, buyers):
        """Businesses' tax numbers: kept on the order with a note where Odoo refuses them."""
        for document in self.filtered("buyer_vat"):
            document.buyer_vat_note = document._put_vat_on(buyers[document].commercial_partner_id)

    def _put_vat_on(self, customer):
        """:return: sentence why the customer does not have the order's VAT id, or False"""
        if self.env["amazon.partner.mapper"]._is_stand_in(self, customer):
            return self.env._("%s stands for many buyers.", customer.name)
        if customer.vat and fold_vat(customer.vat) == fold_vat(self.buyer_vat):
            return False
        if customer.vat:
            return self.env._(
                "%(name)s has another one: %(vat)s.", name=customer.name, vat=customer.vat
            )
        try:
            with self.env.cr.savepoint():
                customer.vat = self.buyer_vat
                customer.flush_recordset(["vat"])
        except ValidationError as error:
            customer.invalidate_recordset(["vat"])
            return " ".join(str(error).split())
        return False

    # Corrected addresses

    def _follow_wishes(self):
        """Wishes and gift messages that Amazon told later stand on what has not left yet."""
        for document in self:
            gifts = document.item_ids.filtered("gift_message")
            pickings = document._get_open_pickings() if gifts or document.delivery_wishes else ()
            for picking in pickings:
                picking._note_delivery_wishes(document)
                picking._note_gift_messages(gifts & picking.move_ids.sale_line_id.amazon_item_id)

    def _follow_addresses(self, orders):
        """The buyer has corrected the address: what has not left yet goes there.

        His own contact is corrected; where other documents use the contact, he gets a new one.
        """
        keys = self._get_address_keys(orders)
        moved = self.filtered(
            lambda doc: (
                keys[doc] not in ("", doc.address_key)
                and not doc.sale_order_id.amazon_day
                # Whose buyer was erased has left, and goes nowhere else.
                and not doc.erased_at
                and not doc._is_street_withheld(orders[doc])
            )
        )
        if not moved:
            return
        own = moved._correct_own_contacts(orders)
        partners = (moved - own)._get_or_create_partners(orders)
        for document, found in partners.items():
            document._hand_over(found)
        for document in moved:
            document.address_key = keys[document]

    def _get_address_keys(self, orders):
        """:return: dict document → key of the delivery address, empty without one"""
        get_key = self.env["amazon.partner.mapper"]._get_address_key
        return {document: get_key(orders[document].address) for document in self}

    def _correct_own_contacts(self, orders):
        """Correct delivery contacts that serve one order only.

        :return: the documents whose contact now has the new address
        """
        mapper = self.env["amazon.partner.mapper"]
        contacts = self.sale_order_id.partner_shipping_id.filtered(
            lambda contact: contact.type == "delivery" and contact.amazon_address_key
        )
        own = contacts - contacts._get_used_elsewhere(self.sale_order_id)
        done = self.filtered(lambda doc: doc.sale_order_id.partner_shipping_id in own)
        for document in done:
            sale = document.sale_order_id
            vals = mapper._prepare_recipient_vals(document, orders[document], sale.partner_id)
            sale.partner_shipping_id.write(
                {name: value for name, value in vals.items() if name not in ("type", "parent_id")}
            )
        return done

    def _hand_over(self, partners):
        """Redirect the sales order; where its buyer was not known yet, make it his.

        :param partners: ``OrderPartners``
        """
        sale = self.sale_order_id
        if sale.partner_id != partners.buyer and sale.partner_id.amazon_guest:
            if sale.state in ("draft", "sent"):
                mapper = self.env["amazon.order.mapper"]
                sale.write(mapper._prepare_customer_vals(self, partners))
                return
        sale._redirect_for_amazon(partners.recipient)


def _get_identity(vals, vat):
    """What makes two new partners of a batch the same one."""
    if vals.get("is_company"):
        return "company", vals["name"], fold_vat(vat)
    key = vals.get("amazon_address_key")
    who = vals.get("amazon_email") or key or vals["name"]
    return who, vals.get("type"), vals.get("parent_id"), key if vals.get("parent_id") else None
