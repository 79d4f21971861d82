"""Erasing buyers' data once their time is over, and the report of what was erased (G8)."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain

from ..sync.races import expected_races, in_new_transaction
from ..sync.try_each import try_each

BATCH = 200


class AmazonErasure(models.Model):
    _name = "amazon.erasure"
    _description = "Amazon Erasure"
    _order = "erased_at desc, id desc"
    _rec_name = "erased_at"

    erased_at = fields.Datetime(
        string="Erased On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Erased By", readonly=True, help="Odoo's own user: the daily job."
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    days = fields.Integer(
        readonly=True, help="Days after shipment that were set; zero: somebody asked for it."
    )
    order_count = fields.Integer(string="Amazon Orders", readonly=True)
    gift_count = fields.Integer(string="Gift Messages, Wishes", readonly=True)
    contact_count = fields.Integer(
        string="Contacts", readonly=True, help="Made anonymous, for sales orders still name them."
    )
    kept_count = fields.Integer(
        string="Contacts Kept",
        readonly=True,
        help="On invoices or other documents that the law or somebody else needs.",
    )
    attachment_count = fields.Integer(string="Files", readonly=True)
    message_count = fields.Integer(string="Messages", readonly=True)
    line_count = fields.Integer(string="Log Lines", readonly=True)
    return_count = fields.Integer(string="Returns", readonly=True)

    @api.model
    def _cron_erase(self):
        """Forget the buyers of all companies whose time is over, batch by batch."""
        with expected_races():
            for company in self.env["res.company"].search([("amazon_buyer_days", ">", 0)]):
                if not self._erase_company(company):
                    return

    @api.model
    def _erase_company(self, company):
        """:return: whether the time sufficed"""
        orders = self.env["amazon.order"]
        domain = Domain(orders._get_due_domain(company))
        while remaining := orders.search_count(domain):
            batch = partial(self._erase_batch, company, domain)
            done, kept = in_new_transaction(self.env, batch)
            domain &= Domain("id", "not in", kept)
            remaining -= done
            if not self.env["ir.cron"]._commit_progress(done, remaining=max(remaining, 0)):
                return False
        in_new_transaction(self.env, partial(self._erase_returns, company))
        return True

    @api.model
    def _erase_batch(self, company, domain):
        """Forget some of the buyers that are due.

        :return: tuple (number of orders, ids of those whose buyer Odoo refuses to forget)
        """
        due = self.env["amazon.order"].search(domain, limit=BATCH, order="id")
        kept = try_each(due, partial(self._erase, company, days=company.amazon_buyer_days))
        for order in kept:
            # Why may name the buyer: whoever tries it by hand is told.
            order._raise_trouble("buyer_kept", order=order.amazon_ref)
        return len(due), [order.id for order in kept]

    @api.model
    def _erase(self, company, orders, days=0):
        """Forget the buyers of these orders, and write down what was erased.

        :return: the ``amazon.erasure``
        """
        contacts = orders._get_contacts_to_erase()
        counts = orders._erase_buyers()
        erased, kept = contacts._erase_amazon_contacts()
        return self.create(
            {
                "company_id": company.id,
                "user_id": self.env.uid,
                "days": days,
                "contact_count": erased,
                "kept_count": kept,
                **counts,
            }
        )

    @api.model
    def _erase_returns(self, company):
        """Rows of returns hold what buyers wrote about them; what was booked stays."""
        before = fields.Datetime.now() - timedelta(days=company.amazon_buyer_days)
        returns = self.env["amazon.return"].search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ("done", "ignored")),
                ("told_at", "<=", before),
                ("payload", "not in", (False, "")),
            ]
        )
        if returns:
            returns.payload = False
            self.create(
                {
                    "company_id": company.id,
                    "user_id": self.env.uid,
                    "days": company.amazon_buyer_days,
                    "return_count": len(returns),
                }
            )
