"""Setting a store up: its defaults, its creation from Amazon's list, going live."""

from odoo import api, fields, models
from odoo.exceptions import UserError

CHARGE_PRODUCTS = (
    "shipping",
    "gift_wrap",
    "cod_fee",
    "tip",
    "discount",
    "tax",
    "collected_tax",
    "other_charge",
)


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    def _set_defaults(self):
        """Fill what a new store needs to work: statuses, pricelist, FBA warehouse, products."""
        self.ensure_one()
        currency = self.marketplace_id.currency_id.sudo()
        if not currency.active:
            currency.active = True
        store = self.sudo().with_company(self.company_id)
        if not self.status_map_ids:
            self.env["amazon.status.map"].sudo().create(
                self.env["amazon.status.map"]._prepare_default_vals(self)
            )
        vals = {
            f"product_{name}_id": self.env.ref(f"amazon_connector.product_{name}").id
            for name in (*CHARGE_PRODUCTS, "unknown")
            if not store[f"product_{name}_id"]
        }
        if not self.warehouse_id or self.warehouse_id.company_id != self.company_id:
            vals["warehouse_id"] = store._default_warehouse_id().id
        if not self.fba_warehouse_id:
            vals["fba_warehouse_id"] = (
                store.env["stock.warehouse"]._get_or_create_amazon_fba(self.account_id).id
            )
        if not self.pricelist_id:
            vals["pricelist_id"] = (
                store.env["product.pricelist"]._get_or_create_amazon(self.company_id, currency).id
            )
        store.write(vals)

    @api.model
    def _receive(self, account, participations, operation):
        """Create a store for each marketplace of the seller that has none yet.

        :param account: ``amazon.account``
        :param participations: ``spapi`` participations
        """
        known = self.env["amazon.marketplace"]._find_by_code(
            participation.marketplace_id for participation in participations
        )
        existing = self.with_context(active_test=False).search([("account_id", "=", account.id)])
        wanted = dict.fromkeys(
            known[participation.marketplace_id]
            for participation in participations
            if participation.marketplace_id in known and participation.is_participating
        )
        missing = [market for market in wanted if market not in existing.marketplace_id]
        stores = self.create(
            [
                {
                    "name": f"{market.name}",
                    "account_id": account.id,
                    "marketplace_id": market.id,
                }
                for market in missing
            ]
        )
        operation._count(processed=len(stores), skipped=len(participations) - len(stores))
        stores._tell_created(operation)
        if not existing | stores:
            self._tell_none(account, operation)
        return stores

    def _tell_created(self, operation):
        for store in self:
            operation._info(self.env._("Store %s created.", store.display_name), store)

    def _tell_none(self, account, operation):
        message = self.env._(
            "Amazon names no marketplace on which this seller sells. Finish the registration in "
            "Seller Central, then press Load Stores."
        )
        operation._warning(message, account)

    # Entry points

    def action_ask_go_live(self):
        """The button: go live, or first say what would happen and offer to mend it.

        :return: the dialogue as an action, or None when the store is live
        """
        self.ensure_one()
        self.check_access("write")
        self._check_beside_nobody()
        if not (self._names_no_tax() or not self.listing_count):
            return self.action_go_live()
        dialogue = self.env["amazon.store.go.live"].create({"store_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Go Live with %s", self.display_name),
            "res_model": dialogue._name,
            "res_id": dialogue.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_go_live(self):
        """Start importing and pushing for this store, or go on where it was paused (A7).

        What other stores of the account let Amazon send in the meantime is there already, and
        ignored: it is looked at again. Amazon is asked again only for what was never fetched.
        """
        self._check_may_go_live()
        self._check_beside_nobody()
        for store in self.sudo():
            store._set_default_taxes()
            store._go_live()

    def _check_may_go_live(self):
        """:raises UserError: a sentence that says what stands against it"""
        self.check_access("write")
        for store in self.sudo():
            if not store.active:
                raise UserError(self.env._("Take %s out of the archive first.", store.name))
            if store.account_id.state == "draft":
                raise UserError(
                    self.env._("Connect and test the account of %s first.", store.display_name)
                )

    def _check_beside_nobody(self):
        """:raises UserError: while another connector still imports the orders of a store"""
        beside = [("store_ids", "in", self.ids), ("state", "=", "beside")]
        if takeover := self.env["amazon.takeover"].sudo().search(beside, limit=1):
            raise UserError(
                self.env._(
                    "Another connector still imports these orders: press Switch Now in the "
                    "%(takeover)s, or delete it if nothing is taken over.",
                    takeover=takeover.display_name,
                )
            )

    def _go_live(self):
        since = self.import_from or fields.Datetime.now()
        known = self.fetched_from
        is_new = since < known if known else self.state == "draft"
        if self.state == "live" and not is_new:
            return
        self.write(
            {
                "state": "live",
                "import_from": since,
                "fetched_from": since if is_new else known,
            }
        )
        orders = self.env["amazon.order"]._find_for_store(self)
        orders.write({"store_id": self.id})
        orders._retry()
        self.env["amazon.refund"]._wake_for_store(self)
        schedule = self.env["amazon.schedule"]._find_for("amazon.order", self.account_id)
        # The cursor stood still while no store of the account was live: it is the pause itself.
        schedule._run_soon(since=since if is_new or not schedule.cursor else False)

    def action_pause(self):
        """Stop importing and pushing until the store goes live again."""
        self.check_access("write")
        self._pause()

    def _pause(self):
        live = self.sudo().filtered(lambda store: store.state == "live")
        live.write({"state": "paused"})

    def _follow_active(self):
        """An archived store neither imports nor pushes; back from there, it waits for *Go Live*."""
        self.filtered(lambda store: not store.active)._pause()

    def action_sync_orders(self):
        """Fetch what changed at Amazon; Amazon tells of all stores of an account together."""
        return self.account_id.action_sync_orders()

    def action_sync_listings(self):
        """Load the store's listings from Amazon and link them to products."""
        return self.env["amazon.schedule"]._run_now("amazon.listing", stores=self)

    def action_push_stock(self):
        """Send the quantities that changed since the last push."""
        return self.env["amazon.schedule"]._run_now("amazon.submission", stores=self)
