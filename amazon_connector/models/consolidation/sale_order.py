"""Daily sales orders: one per store, warehouse and day, open until the store's day ends."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.service.model import retrying
from odoo.tools import format_date

from ...context_keys import SILENT
from ...spapi.redact import redact


class SaleOrder(models.Model):
    _inherit = "sale.order"

    amazon_day = fields.Date(
        copy=False,
        readonly=True,
        help="Day of the store (local time) whose Amazon orders this sales order consolidates.",
    )
    amazon_closes_at = fields.Datetime(
        string="Open Until",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Until then further Amazon orders of the day are added. Empty: closed.",
    )
    amazon_is_late = fields.Boolean(
        string="Late Orders",
        copy=False,
        readonly=True,
        help="Made after its day had ended, for orders that came late: it is closed with the day "
        "that ran then.",
    )
    amazon_fulfilled_by = fields.Selection(
        [("MERCHANT", "FBM"), ("AMAZON", "FBA")], copy=False, readonly=True
    )

    _amazon_day_unique = models.UniqueIndex(
        "(amazon_store_id, warehouse_id, amazon_fulfilled_by, amazon_day) "
        "WHERE amazon_closes_at IS NOT NULL AND state != 'cancel'",
        "This store has an open sales order of the day already.",
    )

    # Growing

    @api.model
    def _get_or_create_daily_amazon(self, store, warehouse, fulfilled_by, day):
        """The open sales order of a store's day.

        :param fulfilled_by: MERCHANT or AMAZON
        :param day: ``date``, local
        """
        open_one = self.search(
            [
                ("amazon_store_id", "=", store.id),
                ("warehouse_id", "=", warehouse.id),
                ("amazon_fulfilled_by", "=", fulfilled_by),
                ("amazon_day", "=", day),
                # One that is due, or cannot be closed, still is the day's only open one.
                ("amazon_closes_at", "!=", False),
                ("state", "!=", "cancel"),
            ],
            limit=1,
        )
        return open_one or self.create(
            self._prepare_daily_amazon_vals(store, warehouse, fulfilled_by, day)
        )

    @api.model
    def _prepare_daily_amazon_vals(self, store, warehouse, fulfilled_by, day):
        """Values of a new sales order of the day. A hook.

        :param day: ``date``, local
        :return: dict for ``sale.order.create``
        """
        customer, now = store.customer_id, fields.Datetime.now()
        own = self.env["amazon.partner.mapper"]._find_own_addresses(customer)
        reference = self.env._("Amazon Sales for %s", format_date(self.env, day))
        return {
            "partner_id": customer.id,
            "partner_invoice_id": own.get(("invoice", customer.id), customer).id,
            "partner_shipping_id": own.get(("delivery", customer.id), customer).id,
            "company_id": store.company_id.id,
            "warehouse_id": warehouse.id,
            "fiscal_position_id": False,
            "client_order_ref": reference,
            "origin": reference,
            "amazon_store_id": store.id,
            "amazon_fulfilled_by": fulfilled_by,
            "date_order": min(now, store._get_day_end(day) - timedelta(seconds=1)),
            "amazon_day": day,
            "amazon_is_late": day < store._get_open_day(now),
            "amazon_closes_at": store._get_closing_time(day, now),
            **store._prepare_terms_vals(),
        }

    @api.model_create_multi
    def create(self, vals_list):
        sales = super().create(vals_list)
        sales.filtered("amazon_closes_at")._wake_closing_lane()
        return sales

    def _should_be_locked(self):
        """A sales order that still grows cannot be locked."""
        return not self.amazon_closes_at and super()._should_be_locked()

    # Closing

    def _wake_closing_lane(self):
        """Have the days closed in time."""
        for sale in self:
            self.env["ir.cron"]._trigger_amazon_lane("consolidation", sale.amazon_closes_at)

    @api.model
    def _rebook_daily_amazon(self, stores):
        """The stores' clock or the end of their day has changed: open days follow."""
        open_ones = self.search(
            [("amazon_store_id", "in", stores.ids), ("amazon_closes_at", "!=", False)]
        )
        for sale in open_ones:
            made_at = sale.create_date if sale.amazon_is_late else None
            store = sale.amazon_store_id
            sale.amazon_closes_at = store._get_closing_time(sale.amazon_day, made_at)
        open_ones._wake_closing_lane()

    @api.model
    def _cron_close_days(self):
        """Close the daily orders whose day has ended, each with a commit of its own."""
        due = self.search([("amazon_closes_at", "<=", fields.Datetime.now())])
        for position, sale in enumerate(due, start=1):
            retrying(sale._close_day_safely, self.env)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(due) - position):
                return

    def _close_day_safely(self):
        """Close one day; what keeps it from closing is told to a person and tried again."""
        store = self.amazon_store_id
        store._lock_day()
        try:
            with self.env.cr.savepoint():
                self.with_company(self.company_id)._close_day()
        except (UserError, ValidationError) as error:
            store._raise_trouble(
                f"day_not_closed:{self.name}",
                sale=self.name,
                reason=redact(str(error)).rstrip(". "),
            )
        else:
            store._close_troubles(f"day_not_closed:{self.name}")

    def action_close_amazon_day(self):
        """End the day now; Amazon orders that arrive later open another sales order."""
        self.ensure_one()
        self.check_access("write")
        day = self.sudo()
        if not day.amazon_closes_at:
            raise UserError(
                self.env._("%s is no open sales order of an Amazon store's day.", self.display_name)
            )
        day.amazon_store_id._lock_day()
        day._close_day()

    def _close_day(self):
        """The day is over: confirm what is not yet, deliver what Amazon has shipped itself."""
        self.amazon_closes_at = False
        if self.state == "cancel":
            return
        if not any(self.order_line.mapped("product_uom_qty")):
            # Amazon has cancelled every order of the day.
            self.with_context(**{SILENT: True})._action_cancel()
            return
        if self.state in ("draft", "sent"):
            self._confirm_for_amazon()
            self.amazon_order_ids._dispatch()
        if self.amazon_fulfilled_by == "AMAZON":
            self._deliver_for_amazon()
        self.filtered(lambda sale: sale._should_be_locked()).action_lock()
