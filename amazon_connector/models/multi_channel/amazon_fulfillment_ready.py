"""Written down with its cause, made ready when it is sent: it tells what is true then."""

import re
import secrets
from datetime import timedelta

from odoo import api, fields, models

# What keeps one from being sent may be mended at any time; it is looked at again then.
LOOK_AGAIN = timedelta(minutes=15)
# A plan for later may be brought forward.
PLAN_AGAIN = timedelta(hours=1)
# Amazon takes 40 characters; plus signs and spaces in a number have made it unreadable there.
_STRANGE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_NAME = 28


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    # Write down

    @api.model
    def _write_down(self, pickings, **choices):
        """Note that Amazon is to ship deliveries: only new rows, so that nobody waits.

        :param pickings: ``stock.picking`` that are not Amazon's yet, as superuser
        :param choices: what a person chose: speed, estimated_fee, currency_id
        :return: the new documents
        """
        documents = self.create(
            [
                {**self._prepare_fulfillment_vals(picking), **choices}
                for picking in pickings
                if picking._get_amazon_multi_channel_store()
            ]
        )
        for document in documents:
            document.picking_id.amazon_fulfillment_id = document
        if documents:
            documents._run_soon()
        return documents

    @api.model
    def _prepare_fulfillment_vals(self, picking):
        """A hook.

        :param picking: ``stock.picking``
        :return: value dict of ``amazon.fulfillment``
        """
        store = picking._get_amazon_multi_channel_store()
        warehouse = picking._get_amazon_multi_channel_warehouse()
        return {
            "account_id": store.account_id.id,
            "store_id": store.id,
            "picking_id": picking.id,
            "amazon_ref": self._choose_ref(picking),
            "speed": warehouse.amazon_multi_channel_speed,
        }

    @api.model
    def _choose_ref(self, picking):
        """A number that nobody else has used: other databases count their deliveries alike.

        :return: at most 40 letters, digits and dashes
        """
        name = _STRANGE.sub("-", picking.name or "").strip("-")[:_LONGEST_NAME]
        return f"{name or 'ODOO'}-{secrets.token_hex(5)}"

    def _begin_anew(self):
        """Amazon has closed the number for good: what is sent now is another order to it."""
        self.ensure_one()
        self.message_post(
            body=self.env._("Sent again; it was %s before.", self.amazon_ref),
        )
        self.line_ids.unlink()
        self.parcel_ids.unlink()
        self.write(
            {
                "amazon_ref": self._choose_ref(self.picking_id),
                "attempts": 0,
                "started_at": False,
                "amazon_status": False,
                "amazon_updated_at": False,
                "cancel_sent_at": False,
            }
        )

    # Make ready

    def _make_ready(self):
        """Bring it up to date with delivery, address and listings of this moment.

        :return: whether Amazon is to be asked now
        """
        self.ensure_one()
        if self._is_taken_back():
            return self._is_taken_back_at_amazon()
        if not self.attempts and not self._is_complete():
            return False
        self.write(
            {
                "attempts": self.attempts + 1,
                "started_at": self.started_at or fields.Datetime.now(),
                "reason": False,
                "send_after": False,
            }
        )
        return True

    def _is_taken_back(self):
        """Whether nobody wants it any more before Amazon is known to have it."""
        return self.is_cancel_wanted or not self._get_open_picking()

    def _is_taken_back_at_amazon(self):
        """:return: whether Amazon may know of it all the same and is to be asked"""
        if not self.attempts:
            self._mark_cancelled()
            return False
        self.write({"is_cancel_wanted": True, "attempts": self.attempts + 1})
        return True

    def _is_complete(self):
        """Whether all that Amazon needs is there; else say what is missing and look again.

        Contents that Amazon may have seen stay as they are: it takes a number once.
        """
        now = fields.Datetime.now()
        planned = self._get_open_picking().scheduled_date
        day = self.store_id._get_local_date
        if planned and day(planned) > day(now) and not self.is_urgent:
            self.send_after = min(planned, now + PLAN_AGAIN)
            return False
        problems = self._find_problems()
        self._tell_problems(problems)
        if problems:
            self.write(
                {
                    "reason": "\n".join(dict.fromkeys(problems.values())),
                    "send_after": now + LOOK_AGAIN,
                }
            )
            return False
        self._write_contents()
        return True

    def _renew_contents(self):
        """Amazon has refused these: what was corrected since is what it is asked for now."""
        for document in self:
            if document._get_open_picking() and not document._find_problems():
                document._write_contents()

    def _write_contents(self):
        """Keep what the delivery holds now; lines that say the same keep their numbers."""
        contents = [
            {
                "product_id": product.id,
                "seller_sku": listing.seller_sku,
                "uom_id": listing.uom_id.id,
                "quantity": pieces,
            }
            for product, listing, pieces in self._get_contents()
        ]
        known = [
            {
                "product_id": line.product_id.id,
                "seller_sku": line.seller_sku,
                "uom_id": line.uom_id.id,
                "quantity": line.quantity,
            }
            for line in self.line_ids
        ]
        if contents != known:
            self.line_ids.unlink()
            self.env["amazon.fulfillment.line"].create(
                [{"fulfillment_id": self.id, **vals} for vals in contents]
            )

    def _get_contents(self):
        """:return: list of tuples (``product.product``, ``amazon.listing``, pieces)"""
        mapper = self.env["amazon.fulfillment.mapper"]
        quantities = self._get_open_picking()._get_amazon_multi_channel_quantities()
        return mapper._get_contents(self.store_id, quantities)
