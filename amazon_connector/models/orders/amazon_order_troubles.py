"""What can be wrong with an order, what is told of it, and the button that mends it."""

from odoo import api, models
from odoo.tools import LazyTranslate

from ..troubles.trouble_kind import TroubleKind

_lt = LazyTranslate(__name__)

# Shorter words of a name or an address are words of sentences too.
SHORTEST_PRIVATE_WORD = 4
PRIVATE_FIELDS = ("name", "email", "phone", "street", "street2", "zip", "city", "vat")


# What an order waits for: the button of its banner. A person is told by its store.
HOLDS = {
    "product": TroubleKind(
        title=_lt("Waits for a product"),
        sentence="",
        action="action_link_listings",
        action_text=_lt("Link Listing"),
    ),
    "catalog": TroubleKind(
        title=_lt("Waits for Amazon's catalog"),
        sentence="",
        action="action_link_listings",
        action_text=_lt("Link Listing"),
    ),
    "warehouse": TroubleKind(
        title=_lt("Waits for a warehouse"),
        sentence="",
        action="action_open_store",
        action_text=_lt("Open Store"),
    ),
    "tax": TroubleKind(
        title=_lt("Waits for a tax"),
        sentence="",
        action="action_open_taxes",
        action_text=_lt("Open Taxes"),
    ),
    "sale": TroubleKind(
        title=_lt("Is a sales order already"),
        sentence="",
        action="action_view_existing_sales",
        action_text=_lt("Open Sales Order"),
    ),
    "takeover": TroubleKind(title=_lt("Waits for the other connector"), sentence=""),
    # Its buttons stand in the header: Reload from Amazon, Import Without Address.
    "address": TroubleKind(title=_lt("Waits for an address"), sentence=""),
    # Its button, Import as It Is, does something: it stands above the order, not in the banner.
    "money": TroubleKind(title=_lt("Waits for its money"), sentence=""),
}
DELIVERIES = {
    "delivery_undone": TroubleKind(
        title=_lt("A delivery could not be done"),
        sentence=_lt("%(picking)s was to be done automatically and is not: %(reason)s"),
        action="action_view_pickings",
        action_text=_lt("Open Delivery"),
    ),
}
CANCELLATIONS = {
    "buyer_asks_to_cancel": TroubleKind(
        title=_lt("The buyer asks to cancel"),
        sentence=_lt(
            "The buyer of %(order)s asks to cancel: cancel the order at Amazon, or ship it."
        ),
        action="action_cancel_at_amazon",
        action_text=_lt("Cancel at Amazon"),
        severity="warning",
    ),
    "cancelled_in_odoo": TroubleKind(
        title=_lt("Cancelled in Odoo, still open at Amazon"),
        sentence=_lt(
            "%(order)s is cancelled in Odoo and still open at Amazon: cancel it there, or void "
            "and import it again to ship it."
        ),
        action="action_cancel_at_amazon",
        action_text=_lt("Cancel at Amazon"),
        severity="warning",
    ),
    "cancelled_after_shipping": TroubleKind(
        title=_lt("Cancelled at Amazon after goods have left"),
        sentence=_lt(
            "%(documents)s of %(sale)s is done, but Amazon has cancelled the order. Call the "
            "parcel back or take it in as a return."
        ),
        action="action_view_pickings",
        action_text=_lt("Open Delivery"),
        is_task=True,
    ),
    "cancelled_after_picking": TroubleKind(
        title=_lt("Cancelled at Amazon after goods were picked"),
        sentence=_lt(
            "%(documents)s of %(sale)s is done, but Amazon has cancelled the order. Put the "
            "goods back into stock."
        ),
        action="action_view_pickings",
        action_text=_lt("Open Delivery"),
        is_task=True,
    ),
    "cancelled_after_invoice": TroubleKind(
        title=_lt("Cancelled at Amazon after the invoice"),
        sentence=_lt(
            "%(documents)s of %(sale)s is posted, but Amazon has cancelled the order. Make a "
            "credit note for it."
        ),
        action="action_view_invoices",
        action_text=_lt("Open Invoice"),
        is_task=True,
    ),
    "excess_units": TroubleKind(
        title=_lt("Units cancelled at Amazon after delivery or invoice"),
        sentence=_lt(
            "%(count)s of %(sku)s in %(sale)s are cancelled at Amazon, but delivered or "
            "invoiced. Take them in as a return; credit what is invoiced."
        ),
        action="action_view_sale_order",
        action_text=_lt("Open Sales Order"),
        is_task=True,
    ),
}

BUYERS = {
    "buyer_kept": TroubleKind(
        title=_lt("A buyer's data cannot be erased"),
        sentence=_lt(
            "What Amazon told about the buyer of order %(order)s is to be forgotten by now, and "
            "something in Odoo refuses it. Erase Buyer's Data says what."
        ),
        action="action_erase_buyer",
        action_text=_lt("Erase Buyer's Data"),
    ),
}


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | HOLDS | DELIVERIES | CANCELLATIONS | BUYERS

    def _is_settled(self, trouble):
        kind, _colon, which = trouble.key.partition(":")
        if kind == "delivery_undone":
            picking = self.sale_order_id.picking_ids.filtered(lambda own: own.name == which)
            return picking.state in ("done", "cancel", False)
        if kind == "buyer_asks_to_cancel":
            return not self.cancel_requested
        if kind == "cancelled_in_odoo":
            return not self.can_cancel or self.sale_order_id.state != "cancel"
        if kind == "buyer_kept":
            return not self.holds_buyer
        return super()._is_settled(trouble)

    def _hide_buyer(self, text):
        """Take what is known of the buyer out of words that others have written.

        :param text: for example what a carrier's module says of an address
        :return: the text with an ellipsis where names and addresses were
        """
        sale = self.sale_order_id
        partners = sale.partner_id | sale.partner_shipping_id | sale.partner_invoice_id
        values = {partner[name] for partner in partners for name in PRIVATE_FIELDS if partner[name]}
        words = {word for value in values for word in value.split()}
        for private in sorted(values | words, key=len, reverse=True):
            if len(private) >= SHORTEST_PRIVATE_WORD:
                text = text.replace(private, "…")
        return text

    # Remedies

    def action_link_listings(self):
        """The listings that this order waits for.

        :return: window action: the listing, or a list of them
        """
        self.ensure_one()
        items = self.item_ids._get_unlinked()
        listings = items.listing_id
        if items and not listings:  # No seller SKU: there is nothing to link.
            return self.action_choose_products()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_listing_action"
        )
        if len(listings) == 1:
            return dict(action, res_id=listings.id, view_mode="form", views=[(False, "form")])
        return dict(action, domain=[("id", "in", listings.ids)], context={})

    def action_open_store(self):
        return self.store_id.action_open_store()

    def action_open_taxes(self):
        return self.store_id.action_open_taxes()

    def action_view_invoices(self):
        self.ensure_one()
        return self.sale_order_id.action_view_invoice()
