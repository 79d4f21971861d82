"""Orders to ship of which Amazon does not say where to, or to whom: they wait for a person."""

from odoo import fields, models

from ...spapi.words import AMAZON, PARTIALLY_SHIPPED, RECIPIENT, UNSHIPPED

TO_SHIP = (UNSHIPPED, PARTIALLY_SHIPPED)


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    is_address_waived = fields.Boolean(
        string="Imported Without Address",
        readonly=True,
        copy=False,
        help="A person has imported the order though Amazon names no complete address.",
    )

    def _hold_unaddressed(self, orders):
        """Hold orders to ship whose label would lack the street or the name.

        :param orders: dict document → ``spapi.orders.Order``
        :return: the documents that may go on
        """
        held = self.browse()
        for document in self.filtered(lambda document: document._needs_address()):
            reason = document._get_missing_address_reason(orders[document])
            if reason:
                document._hold(reason, "address:")
                held |= document
        return self - held

    def _needs_address(self):
        """Whether a parcel is going to leave for the address of this order."""
        sale = self.sale_order_id
        return (
            self.status in TO_SHIP
            and self.fulfilled_by != AMAZON
            and self._get_target() in ("confirmed", "delivered")
            and sale.state in (False, "draft", "sent")
            and self.store_id.keep_addresses
            and not self._is_consolidated()
            and not self.is_address_waived
            # Amazon tells this application no addresses at all: the account says so.
            and RECIPIENT not in self.account_id._get_refused_data()
        )

    def _get_missing_address_reason(self, order):
        """:return: sentence what the address lacks and what to do, or "" when it can be used"""
        mapper = self.env["amazon.partner.mapper"]
        # Whose every order is anonymous has an application without the role, or labels elsewhere.
        if order.is_pickup or mapper._is_guest(order):
            return ""
        address = order.address
        has_street = bool(address and any(map(mapper._clean, address.lines)))
        name = address and mapper._get_label_name(address) or mapper._clean(order.buyer.name)
        if has_street and name:
            return ""
        missing = self.env._("no name") if has_street else self.env._("no street")
        return self.env._(
            "Amazon gives %(missing)s for the delivery. Press Reload from Amazon once Seller "
            "Central shows the address, or Import Without Address and complete the delivery "
            "address on the sales order.",
            missing=missing,
        )

    def _is_street_withheld(self, order):
        """Whether Amazon gives no street now for a parcel whose street is known.

        So it does without the role for buyers' data, and some time after the shipment: city and
        code alone are no correction.
        """
        lines = order.address.lines if order.address else ()
        has_street = any(map(self.env["amazon.partner.mapper"]._clean, lines))
        return not has_street and bool(self.sale_order_id.partner_shipping_id.street)

    def action_import_without_address(self):
        """Import though the address is incomplete: a person completes it on the sales order.

        :return: the ``amazon.operation`` records, one per account
        """
        self.check_access("write")
        waiting = self.filtered(
            lambda document: document.state == "held" and document.hold_key == "address:"
        )
        waiting.sudo().is_address_waived = True
        return waiting.action_retry()
