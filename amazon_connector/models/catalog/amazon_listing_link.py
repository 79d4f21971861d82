"""What a link is worth: which ASIN it was made for, what a person has refused, what is broken.

A seller SKU keeps its product while Amazon merges or splits ASINs behind it. That is found here and
told; the link is kept until a person says *Keep* or *Unlink*.
"""

from odoo import api, fields, models
from odoo.fields import Command

from ..words.notification import notify


class AmazonListing(models.Model):
    _inherit = "amazon.listing"

    linked_asin = fields.Char(
        string="ASIN When Linked",
        readonly=True,
        help="The ASIN that Amazon showed when the product was linked, or when a person said that "
        "the link is right.",
    )
    unlinked_product_id = fields.Many2one(
        "product.product",
        readonly=True,
        ondelete="set null",
        help="A person has unlinked this product: it is not linked automatically again.",
    )
    link_state = fields.Selection(
        [
            ("linked", "Linked"),
            ("unlinked", "Not linked"),
            ("blank", "Left blank"),
            ("broken", "Broken"),
        ],
        string="Link",
        compute="_compute_link_state",
        store=True,
        index=True,
        help="Broken: Amazon shows another ASIN under this seller SKU than when it was linked.",
    )
    broken_reason = fields.Char(compute="_compute_broken_reason")

    # ``active`` stands for the product itself: deleting it leaves the listing unlinked.
    @api.depends("product_id.active", "pool_ids", "is_left_blank", "asin", "linked_asin")
    def _compute_link_state(self):
        for listing in self:
            if listing.product_id or listing.pool_ids:
                listing.link_state = "broken" if listing._is_broken() else "linked"
            else:
                listing.link_state = "blank" if listing.is_left_blank else "unlinked"

    @api.depends("link_state", "asin", "linked_asin")
    @api.depends_context("lang")
    def _compute_broken_reason(self):
        for listing in self:
            listing.broken_reason = listing.link_state == "broken" and self.env._(
                "Amazon shows ASIN %(now)s under this seller SKU; it was linked as %(then)s. "
                "Orders and quantities go on with the linked product.",
                now=listing.asin,
                then=listing.linked_asin,
            )

    def _is_broken(self):
        return bool(self.asin and self.linked_asin and self.asin != self.linked_asin)

    @api.model
    def _complete_link_vals(self, vals):
        """A listing is linked, or left blank, never both.

        :param vals: value dict that is about to be written
        :return: the same with what follows from it
        """
        if vals.get("product_id"):
            return {**vals, "is_left_blank": False}
        if vals.get("is_left_blank"):
            return {**vals, "product_id": False, "pool_ids": [Command.clear()]}
        return vals

    def _prepare_linked_vals(self, before):
        """What the connector notes when the product of a listing has changed.

        :param before: ``product.product`` that was linked until now, or empty
        :return: value dict
        """
        told = {"linked_asin": self.asin}
        if self.product_id or before:
            # Who unlinks what is unlinked takes nothing back.
            told["unlinked_product_id"] = False if self.product_id else before.id
        return told

    def _prepare_asin_vals(self, asin):
        """What follows from the ASIN that a report shows: a link without one was made for it.

        :param asin: text, empty where the report does not say
        :return: value dict, empty when nothing follows
        """
        is_first = asin and not self.linked_asin and (self.product_id or self.pool_ids)
        return {"linked_asin": asin} if is_first else {}

    # Buttons

    def action_unlink_product(self):
        """Link these listings to no product; the same one is not linked automatically again.

        :return: client action: a notification that says how many
        """
        self.check_access("write")
        linked = self.filtered(lambda listing: listing.product_id or listing.pool_ids)
        linked.write({"product_id": False, "pool_ids": [Command.clear()]})
        return notify(self.env._("Listings unlinked: %s.", len(linked)), linked)

    def action_leave_blank(self):
        """These listings are linked to no product on purpose.

        :return: client action: a notification that says how many
        """
        self.check_access("write")
        open_ones = self.filtered(lambda listing: not listing.is_left_blank)
        open_ones.write({"is_left_blank": True})
        return notify(self.env._("Listings left blank: %s.", len(open_ones)), open_ones)

    def action_keep_link(self):
        """A person says that broken links are right: what Amazon shows now counts from here on.

        :return: client action: a notification that says how many
        """
        self.check_access("write")
        broken = self.sudo().filtered(lambda listing: listing.link_state == "broken")
        for listing in broken:
            listing.linked_asin = listing.asin
        self.store_id._close_settled_links()
        return notify(self.env._("Broken links kept: %s.", len(broken)), broken)
