"""Two accounts with three stores each, all of which sell the same mug; real workers."""

import json
import socket
import tempfile
from contextlib import closing
from pathlib import Path

from sp_api_simulator.process import SimulatorProcess

from ..workers import WorkersCase

STORES = (
    *(("SELLER1", country) for country in ("US", "CA", "MX")),
    *(("SELLER2", country) for country in ("DE", "FR", "IT")),
)
SKU = "MUG"

SET_UP = """
from sp_api_simulator.client import Amazon

amazon = Amazon({url!r})
amazon.add_seller("SELLER2", "EU", ["DE", "FR", "IT"])
for seller, country in %(stores)r:
    for sku in %(skus)r:
        amazon.add_listing(sku, seller=seller, marketplace=country, quantity=0, price="10.00")
products = env["product.product"].create(
    [
        {{"name": sku, "default_code": sku, "is_storable": True, "taxes_id": False}}
        for sku in %(skus)r
    ]
)
warehouse = env["stock.warehouse"].search([], limit=1)
for product in products:
    env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, %(stock)r)
for seller, places in (("SELLER1", ("US", "CA", "MX")), ("SELLER2", ("DE", "FR", "IT"))):
    credentials = amazon.credentials(seller)
    account = env["amazon.account"].create({{
        "name": seller,
        "region": credentials["region"].lower(),
        "selling_partner_id": seller,
        "lwa_client_id": credentials["client_id"],
        "lwa_client_secret": credentials["client_secret"],
        "refresh_token": credentials["refresh_token"],
        "api_url": amazon.url,
        "token_url": amazon.token_url,
    }})
    account.action_load_stores()
    account.store_ids.write({{
        "import_from": "2020-01-01 00:00:00", "push_stock": True, "tax_mode": "ignore",
    }})
    account.store_ids.action_go_live()
env.cr.commit()
for store in env["amazon.store"].search([]):
    for attempt in range(3):
        store.action_sync_listings()
        amazon.advance(minutes=1)
    store.action_push_stock()
# What asks for orders from the first date on stays.
env["amazon.signal"].search([("since", "=", False)]).unlink()
env.cr.commit()
"""


# A worker that stays: it does what it is told line by line, since starting one takes seconds.
STAY = """
import json, socket, traceback

with socket.socket(socket.AF_UNIX) as line:
    line.connect(%r)
    with line.makefile("rw") as told:
        for code in told:
            answer = ""
            try:
                exec(json.loads(code), {"env": env})
                env.cr.commit()
            except Exception:
                env.cr.rollback()
                answer = traceback.format_exc()
            env.invalidate_all()
            told.write(json.dumps(answer) + "\\n")
            told.flush()
"""


class SixStoresCase(WorkersCase):
    stock = 100
    skus = (SKU,)

    @classmethod
    def _choose_scenario(cls):
        return SimulatorProcess(
            "empty", rates=False, visibility_lag_seconds=0, report_delay_seconds=0
        )

    @classmethod
    def _set_up_shops(cls):
        code = SET_UP % {"stores": STORES, "skus": cls.skus, "stock": cls.stock}
        cls.work(code.format(url=cls.amazon.url))

    def setUp(self):
        super().setUp()
        self._line = None

    def do(self, code):
        """Have the worker that stays run some code; it is hired when it is first needed."""
        if not self._line:
            self._hire()
        self._line.write(json.dumps(code) + "\n")
        self._line.flush()
        answer = self._line.readline()
        self.assertTrue(answer, "The worker is gone.")
        self.assertFalse(json.loads(answer))

    def _hire(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        path = str(Path(place.name) / "line")
        with closing(socket.socket(socket.AF_UNIX)) as listener:
            listener.bind(path)
            listener.listen()
            listener.settimeout(300)
            worker = self.start(STAY % path)
            self.addCleanup(self.finish, worker)
            connection, _address = listener.accept()
        connection.settimeout(300)
        self.addCleanup(connection.close)
        self._line = connection.makefile("rw")
        self.addCleanup(self._line.close)

    def offered(self, sku=SKU):
        """:return: dict (seller, country) → units that Amazon offers"""
        return {
            (told["seller"], told["marketplace"]): told["quantity"]
            for told in self.amazon.listings()
            if told["sku"] == sku
        }

    def make_due(self, *kinds):
        """These jobs are due, the dead have lost their leases, and quotas are whole again.

        Odoo's times are whole seconds: what is due now was due a moment ago.
        """
        self.query(
            "UPDATE amazon_schedule SET leased_until = NULL, rests_until = NULL, next_run ="
            " CASE WHEN model_name = ANY(%s) THEN now() AT TIME ZONE 'UTC' - interval '2 seconds'"
            " ELSE next_run + interval '1 day' END RETURNING id",
            list(kinds),
        )
        self.query("DELETE FROM amazon_rate_bucket RETURNING id")

    def let_amazon_answer(self, operation):
        """What a dead worker has asked for last is done; its lease would have lasted longer."""
        self.let_amazon_finish(lambda: self.amazon.requests(operation)[-1]["status"])

    def age_signals(self):
        """What was left for the lanes was left a minute ago."""
        self.query(
            "UPDATE amazon_signal SET create_date = create_date - interval '1 minute' RETURNING id"
        )
