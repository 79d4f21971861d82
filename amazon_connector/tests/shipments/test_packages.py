"""What of a delivery is told to Amazon: its parcels, and nothing that is no shipment (C1)."""

from odoo.tests import tagged

from ..common import AmazonCommon


class PackagesCommon(AmazonCommon):
    def _import(self, **wish):
        wish = {"sku": "MUG", **wish} if "lines" not in wish else wish
        ref = self.amazon.place_order(**wish)
        self.sync_orders()
        return ref

    def _delivery(self, ref):
        return self.sale(ref).picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))

    def _pack(self, picking, *parcels):
        """Pack pieces of each product into parcels: dicts product → pieces."""
        picking.move_line_ids.unlink()
        packages = self.env["stock.package"].create([{"name": "Parcel"} for _ in parcels])
        for package, contents in zip(packages, parcels, strict=True):
            for product, pieces in contents.items():
                move = picking.move_ids.filtered(lambda move, p=product: move.product_id == p)
                self.env["stock.move.line"].create(
                    {
                        **move._prepare_move_line_vals(quantity=pieces),
                        "quantity": pieces,
                        "result_package_id": package.id,
                        "picked": True,
                    }
                )
        return packages

    def _packages(self, ref):
        """What Amazon was told: list of (tracking number, dict SKU → pieces)."""
        skus = {
            item["orderItemId"]: item["product"]["sellerSku"]
            for item in self.amazon.order(ref)["orderItems"]
        }
        return [
            (
                package["trackingNumber"],
                {skus[item]: pieces for item, pieces in package["items"].items()},
            )
            for package in self.amazon.shipments(ref)
        ]

    def _status(self, ref):
        return self.amazon.order(ref)["fulfillment"]["fulfillmentStatus"]

    def _return(self, picking, tracking="1Z-BACK"):
        """Send everything of a delivery back (or a return out again), as a person would."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        for line in wizard.product_return_moves:
            line.quantity = line.move_id.quantity
        returned = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        returned.carrier_tracking_ref = tracking
        returned.button_validate()
        return returned


@tagged("post_install", "-at_install")
class TestPackages(PackagesCommon):
    def test_each_parcel_of_a_delivery_is_told_with_its_own_number(self):
        ref = self._import(lines=[{"sku": "MUG", "quantity": 3}, {"sku": "LAMP"}])
        picking = self._delivery(ref)
        first, second = self._pack(picking, {self.mug: 2}, {self.mug: 1, self.lamp: 1})
        first.amazon_tracking_ref, second.amazon_tracking_ref = "1Z-A", "1Z-B"

        self.ship(self.sale(ref), tracking=False)
        self.account.action_push_shipments()

        self.assertEqual(
            self._packages(ref), [("1Z-A", {"MUG": 2}), ("1Z-B", {"MUG": 1, "LAMP": 1})]
        )
        self.assertEqual(self._status(ref), "SHIPPED")

    def test_numbers_listed_on_the_delivery_go_to_its_parcels_in_order(self):
        ref = self._import(quantity=2)
        self._pack(self._delivery(ref), {self.mug: 1}, {self.mug: 1})

        self.ship(self.sale(ref), tracking="1Z-A, 1Z-B")
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 1}), ("1Z-B", {"MUG": 1})])

    def test_one_number_for_two_parcels_is_told_for_both(self):
        ref = self._import(quantity=2)
        self._pack(self._delivery(ref), {self.mug: 1}, {self.mug: 1})

        self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 1}), ("1Z-A", {"MUG": 1})])

    def test_a_number_corrected_on_a_parcel_edits_that_parcel_at_amazon(self):
        ref = self._import(quantity=2)
        first, second = self._pack(self._delivery(ref), {self.mug: 1}, {self.mug: 1})
        first.amazon_tracking_ref, second.amazon_tracking_ref = "1Z-A", "1Z-TYPO"
        self.ship(self.sale(ref), tracking=False)
        self.account.action_push_shipments()

        second.amazon_tracking_ref = "1Z-B"
        self.account.action_push_shipments()

        shown = [package["trackingNumber"] for package in self.amazon.order(ref)["packages"]]
        self.assertEqual(sorted(shown), ["1Z-A", "1Z-B"])

    def test_a_parcel_without_number_waits_and_the_other_goes(self):
        ref = self._import(quantity=2)
        first, second = self._pack(self._delivery(ref), {self.mug: 1}, {self.mug: 1})
        first.amazon_tracking_ref = "1Z-A"
        self.ship(self.sale(ref), tracking=False)
        self.account.action_push_shipments()
        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 1})])

        second.amazon_tracking_ref = "1Z-B"
        self.account.action_push_shipments()

        self.assertEqual(self._status(ref), "SHIPPED")

    def test_a_number_taken_away_after_the_confirmation_is_no_news(self):
        ref = self._import()
        picking = self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()

        picking.carrier_tracking_ref = False

        self.assertEqual(self.document(ref).shipment_ids.state, "sent")
        self.assertEqual(self.document(ref).shipment_ids.tracking_ref, "1Z-A")

    def test_what_a_vendor_sends_to_the_buyer_is_told(self):
        ref = self._import()
        line = self.sale(ref).order_line.filtered("amazon_item_id")
        self._delivery(ref).action_cancel()
        self._drop_ship(line, tracking="1Z-VENDOR")
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-VENDOR", {"MUG": 1})])

    def _drop_ship(self, line, tracking):
        """A vendor's delivery to the buyer, as drop shipping makes it from a purchase order."""
        way = {
            "location_id": self.env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        move = {
            "product_id": line.product_id.id,
            "product_uom_qty": line.product_uom_qty,
            "sale_line_id": line.id,
        }
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.copy({"warehouse_id": False}).id,
                "carrier_tracking_ref": tracking,
                "move_ids": [(0, 0, {**move, **way})],
                **way,
            }
        )
        picking.action_confirm()
        picking.button_validate()


@tagged("post_install", "-at_install")
class TestNoShipments(PackagesCommon):
    def test_a_return_is_never_told_nor_are_its_goods_sent_again(self):
        ref = self._import(quantity=2)
        picking = self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()

        returned = self._return(picking)
        again = self._return(returned)

        self.assertEqual((returned.state, again.state), ("done", "done"))
        self.assertEqual(len(self.document(ref).shipment_ids), 1)

    def test_a_return_by_the_same_operation_type_is_not_told_either(self):
        ref = self._import()
        self.warehouse.out_type_id.return_picking_type_id = self.warehouse.out_type_id
        picking = self.ship(self.sale(ref), tracking="1Z-A")

        returned = self._return(picking)

        self.assertEqual(returned.picking_type_id, picking.picking_type_id)
        self.assertEqual(self.document(ref).shipment_ids.picking_id, picking)

    def test_more_than_the_buyer_ordered_is_not_told(self):
        ref = self._import(quantity=2)
        self.sale(ref).order_line.filtered("amazon_item_id").product_uom_qty = 3

        self.ship(self.sale(ref), tracking="1Z-A")
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 2})])

    def test_goods_from_the_fba_warehouse_are_amazons_to_confirm(self):
        fba = self.store.fba_warehouse_id
        self._put_in_stock(self.mug, 5, fba)
        ref = self.amazon.place_order(sku="MUG")
        self.store.status_map_ids.filtered(
            lambda line: line.status == "UNSHIPPED" and line.fulfilled_by == "MERCHANT"
        ).target = "quotation"
        self.sync_orders()
        sale = self.sale(ref)
        sale.warehouse_id = fba
        sale.action_confirm()
        sale.picking_ids.move_ids.write({"quantity": 1, "picked": True})

        self.ship(sale, tracking="1Z-A")

        self.assertFalse(self.document(ref).shipment_ids)

    def test_picking_and_packing_are_no_shipments_but_the_last_step_is(self):
        self.warehouse.delivery_steps = "pick_ship"
        ref = self._import()
        pick = self._delivery(ref).filtered(lambda p: p.picking_type_code == "internal")
        pick.button_validate()
        self.assertFalse(self.document(ref).shipment_ids)

        self.ship(self.sale(ref), tracking="1Z-A", picking=self._delivery(ref))
        self.account.action_push_shipments()

        self.assertEqual(self._packages(ref), [("1Z-A", {"MUG": 1})])

    def test_a_delivery_dated_in_the_future_or_before_the_purchase_is_still_taken(self):
        for date in ("2001-01-01 00:00:00", "2099-01-01 00:00:00"):
            ref = self._import()
            self.ship(self.sale(ref), tracking="1Z-A")
            self.document(ref).shipment_ids.shipped_at = date

            self.account.action_push_shipments()

            self.assertEqual(self.document(ref).shipment_ids.state, "sent", date)
