"""What the flow tests share: a simulated Amazon, an account connected to it, and short words.

Tests speak to the simulator and to Odoo's records and check both sides. Commits and rollbacks
of the jobs are played with savepoints, so that their real code runs inside a test.
"""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import Savepoint
from odoo.tests import TransactionCase, new_test_user

from sp_api_simulator.process import SimulatorProcess


class PlayedTransaction:
    """Commit and rollback of a test's cursor, played with a savepoint."""

    def __init__(self, cr):
        self.cr = cr
        self.savepoint = Savepoint(cr._obj)

    def commit(self):
        self.cr.flush()
        self.savepoint.close(rollback=False)
        self.cr.clear()
        self.cr.postcommit.run()
        self.savepoint = Savepoint(self.cr._obj)

    def rollback(self):
        self.cr.clear()
        self.cr.postcommit.clear()
        self.savepoint.rollback()


class AmazonCommon(TransactionCase):
    """A company that sells in North America, with three products in stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls._use_company()
        # One per class, reset by each test: Odoo ends all child processes after a class.
        process = SimulatorProcess(scenario="empty")
        cls.amazon = process.start()
        cls.addClassCleanup(process.stop)
        cls.company = cls.env.company
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.mug = cls._create_product("MUG", "Coffee mug")
        cls.lamp = cls._create_product("LAMP", "Desk lamp")
        cls.cable = cls._create_product("CABLE", "USB cable")
        cls.account = cls._create_account()
        cls.store = cls.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "US"
        )
        cls.store.import_from = "2020-01-01 00:00:00"
        cls.store.action_go_live()

    def setUp(self):
        super().setUp()
        if not self._registry_patched:  # An HttpCase is in test mode already.
            self.registry_enter_test_mode()
        self.played = PlayedTransaction(self.cr)
        for name in ("commit", "rollback"):
            patcher = patch.object(self.cr, name, getattr(self.played, name))
            patcher.start()
            self.addCleanup(patcher.stop)
        self._reset_amazon()

    def _reset_amazon(self):
        self.amazon.reset(rates=False, visibility_lag_seconds=0, report_delay_seconds=0)
        # The access token is at hand, as it is once an account has been connected.
        self.account._get_client().get_marketplace_participations()

    @contextmanager
    def undone(self):
        """What happens in the block has not happened afterwards, neither in Odoo nor at Amazon."""
        outside = self.played.savepoint
        self.env.flush_all()
        before = Savepoint(self.cr._obj)
        self.played.savepoint = Savepoint(self.cr._obj)
        try:
            yield
        finally:
            self.cr.clear()
            self.cr.postcommit.clear()
            before.close(rollback=True)
            self.played.savepoint = outside
            self.env.registry.clear_cache()
            self._reset_amazon()

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        # Odoo's network guard compares the time-out with a number; ours has two parts.
        if isinstance(kwargs.get("timeout"), tuple):
            kwargs["timeout"] = max(kwargs["timeout"])
        return super()._request_handler(session, request, **kwargs)

    # Set-up words

    @classmethod
    def _use_company(cls):
        """Make another company than the database's first one the seller's."""

    @classmethod
    def _create_product(cls, sku, name, quantity=100, **vals):
        product = cls.env["product.product"].create(
            {"name": name, "default_code": sku, "is_storable": True, "taxes_id": False, **vals}
        )
        if quantity:
            cls._put_in_stock(product, quantity)
        return product

    @classmethod
    def _put_in_stock(cls, product, quantity, warehouse=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, (warehouse or cls.warehouse).lot_stock_id, quantity
        )

    @classmethod
    def _create_stranger(cls, groups="amazon_connector.group_manager"):
        """:return: ``res.users``: somebody with rights at Amazon who works for another company"""
        company = cls.env["res.company"].create({"name": "Another company"})
        return new_test_user(
            cls.env,
            "stranger",
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def _create_account(cls):
        """The seller in North America, connected, with its stores, as loading them leaves it."""
        account = cls.env["amazon.account"].create(cls._prepare_account_vals("SELLER1"))
        account.state = "connected"
        cls.env["amazon.store"].create(
            [
                {
                    "name": market.name,
                    "account_id": account.id,
                    "marketplace_id": market.id,
                }
                for market in cls.env["amazon.marketplace"].search(
                    [("country_id.code", "in", ("US", "CA", "MX"))]
                )
            ]
        )
        return account

    @classmethod
    def _prepare_account_vals(cls, seller):
        credentials = cls.amazon.credentials(seller)
        return {
            "name": f"Seller {seller}",
            "region": credentials["region"].lower(),
            "selling_partner_id": credentials["selling_partner_id"],
            "application_ref": credentials["application_id"],
            "lwa_client_id": credentials["client_id"],
            "lwa_client_secret": credentials["client_secret"],
            "refresh_token": credentials["refresh_token"],
            "api_url": cls.amazon.url,
            "token_url": cls.amazon.token_url,
            "consent_url": cls.amazon.consent_url,
        }

    def _connect_account(self, seller, **vals):
        """Another account, connected as an administrator does it."""
        account = self.env["amazon.account"].create({**self._prepare_account_vals(seller), **vals})
        account.action_load_stores()
        return account

    def _open_store(self, country, account=None, **vals):
        """Take a store of the account live, importing everything that Amazon has."""
        store = (account or self.account).store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == country
        )
        store.write({"import_from": "2020-01-01 00:00:00", **vals})
        store.action_go_live()
        return store

    # Words of the stories

    def sync_orders(self, account=None):
        """Run the job; returns its ``amazon.operation``."""
        return (account or self.account).action_sync_orders()

    def document(self, ref):
        """The inbox record of an Amazon order."""
        return self.env["amazon.order"].search([("amazon_ref", "=", ref)])

    def sale(self, ref):
        """The sales order of an Amazon order."""
        return self.document(ref).sale_order_id

    def wish_to_cancel(self):
        """An imported order that its buyer asks to cancel."""
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.amazon.request_cancel(ref)
        self.sync_orders()
        return self.document(ref)

    def ship(self, sale, tracking="1Z999", carrier="UPS", picking=None):
        """Validate a delivery as a picker would, with carrier and tracking number."""
        picking = picking or sale.picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))
        picking.carrier_id = self.carrier(carrier)
        picking.carrier_tracking_ref = tracking
        self.assertIs(picking.button_validate(), True)
        return picking

    def carrier(self, name):
        carrier = self.env["delivery.carrier"].search([("name", "=", name)], limit=1)
        return carrier or self.env["delivery.carrier"].create(
            {
                "name": name,
                "product_id": self.env["product.product"]
                .create({"name": name, "type": "service"})
                .id,
            }
        )

    def messages(self, operation):
        return "\n".join(operation.line_ids.mapped("message"))
