"""Which carrier Amazon is told: the store's carrier map (C2)."""

from psycopg2 import IntegrityError

from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .test_packages import PackagesCommon


@tagged("post_install", "-at_install")
class TestCarrierMap(PackagesCommon):
    def test_carriers_are_loaded_once_and_suggested_by_name(self):
        names = ("UPS Ground", "DHL Express Worldwide", "dpd", "Upswing Bikes")
        carriers = [self.carrier(name) for name in names]

        self.store.action_load_carriers()
        self.store.action_load_carriers()
        self.store.action_suggest_carriers()

        table = {line.carrier_id: line for line in self.store.carrier_map_ids}
        self.assertEqual(len(table), len(self.store.carrier_map_ids))
        codes = [table[carrier].amazon_carrier_id.code for carrier in carriers]
        self.assertEqual(codes, ["UPS", "DHL Express", "DPD", False])

    def test_a_mapped_carrier_is_told_by_amazons_code_and_its_service(self):
        self._map("House Post", "USPS", "Ground Advantage")

        package = self._ship("House Post")

        self.assertEqual(
            (package["carrierCode"], package["shippingMethod"]), ("USPS", "Ground Advantage")
        )

    def test_other_passes_the_name_of_odoos_carrier(self):
        self._map("UPS", "Other")

        package = self._ship("UPS")

        self.assertEqual((package["carrierCode"], package["carrier"]), ("Other", "UPS"))

    def test_what_is_not_mapped_goes_by_its_name_and_stands_in_the_list(self):
        package = self._ship("fedex")
        self.assertEqual(package["carrierCode"], "FedEx")

        package = self._ship("Bicycle Courier")
        self.assertEqual((package["carrierCode"], package["carrier"]), ("Other", "Bicycle Courier"))

        unmapped = self.store.carrier_map_ids.filtered(lambda line: not line.amazon_carrier_id)
        self.assertEqual(set(unmapped.mapped("carrier_id.name")), {"fedex", "Bicycle Courier"})

    def test_deliveries_without_a_carrier_can_be_mapped_too(self):
        self.store.carrier_map_ids = [(0, 0, {"amazon_carrier_id": self._amazons("UPS").id})]
        ref = self._import()
        picking = self._delivery(ref)
        picking.carrier_tracking_ref = "1Z-A"
        picking.button_validate()
        self.account.action_push_shipments()

        (package,) = self.amazon.shipments(ref)
        self.assertEqual(package["carrierCode"], "UPS")

    def test_the_map_is_filled_on_the_stores_form(self):
        carrier = self.carrier("House Post")
        with Form(self.store) as store, store.carrier_map_ids.new() as line:
            line.carrier_id = carrier
            line.amazon_carrier_id = self._amazons("USPS")

        self.assertEqual(self.store.carrier_map_ids.amazon_carrier_id.code, "USPS")

    def test_another_stores_map_is_copied_over_what_is_not_mapped_yet(self):
        canada = self._open_store("CA")
        self._map("House Post", "USPS")
        self._map("UPS Ground", "UPS")
        canada.carrier_map_ids = [
            (0, 0, {"carrier_id": self.carrier("House Post").id}),
            (
                0,
                0,
                {
                    "carrier_id": self.carrier("UPS Ground").id,
                    "amazon_carrier_id": self._amazons("Other").id,
                },
            ),
        ]

        canada._copy_table(self.store, "carrier_map_ids", replace=False)

        codes = {row.carrier_id.name: row.amazon_carrier_id.code for row in canada.carrier_map_ids}
        self.assertEqual(codes, {"House Post": "USPS", "UPS Ground": "Other"})

    def test_a_carrier_stands_in_the_map_once(self):
        self._map("UPS", "UPS")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._map("UPS", "USPS")

    def _map(self, name, code, method=False):
        return self.env["amazon.carrier.map"].create(
            {
                "store_id": self.store.id,
                "carrier_id": self.carrier(name).id,
                "amazon_carrier_id": self._amazons(code).id,
                "shipping_method": method,
            }
        )

    def _amazons(self, code):
        return self.env["amazon.carrier"].search([("code", "=", code)])

    def _ship(self, carrier):
        """Ship a new order by a carrier; what Amazon was told."""
        ref = self._import()
        self.ship(self.sale(ref), tracking="1Z-A", carrier=carrier)
        self.account.action_push_shipments()
        (package,) = self.amazon.shipments(ref)
        return package
