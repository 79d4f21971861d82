"""Copying settings and mapping tables between stores, and the store's alias (A5)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestCopyStore(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.canada = self.account.store_ids.filtered(
            lambda store: store.marketplace_id.country_id.code == "CA"
        )

    def copy_over(self, *keys, source=None, existing="add"):
        """Open the dialogue on the Canadian store and copy what is named."""
        action = self.canada.action_copy_from_store()
        form = Form(self.env["amazon.mapping.copy"].with_context(**action["context"]))
        form.source_id = source or self.store
        form.existing = existing
        wizard = form.save()
        self.assertTrue(all(wizard.line_ids.mapped("is_wanted")), "Everything, unless one says")
        wizard.line_ids.filtered(lambda line: line.key not in keys).is_wanted = False
        wizard.action_copy()

    def test_before_copying_it_says_what_changes(self):
        self.store.write({"unknown_product_policy": "service", "lead_time": 4})
        self.env["amazon.status.map"].create(
            {"store_id": self.store.id, "status": "INVENTED", "target": "confirmed"}
        )
        form = Form(
            self.env["amazon.mapping.copy"].with_context(
                **self.canada.action_copy_from_store()["context"]
            )
        )
        form.source_id = self.store
        lines = {line.key: line for line in form.save().line_ids}

        field = self.store._fields["unknown_product_policy"]
        words = dict(field._description_selection(self.env))
        old = words[self.canada.unknown_product_policy]
        self.assertIn(f"{old} → {words['service']}", lines["orders"].preview)
        self.assertIn("1 added, 0 dropped", lines["status_map_ids"].preview)
        lines["orders"].wizard_id.existing = "replace"
        count = len(self.canada.status_map_ids)
        self.assertIn(f"{count} dropped", lines["status_map_ids"].preview)
        lines["orders"].wizard_id.action_copy()
        self.assertFalse(lines["orders"].preview)

    def statuses(self):
        return {
            (line.fulfilled_by, line.status): line.target for line in self.canada.status_map_ids
        }

    def test_settings_of_a_tab_are_taken_over_and_others_left_alone(self):
        self.store.write({"unknown_product_policy": "service", "lead_time": 4})

        self.copy_over("orders")

        self.assertEqual(self.canada.unknown_product_policy, "service")
        self.assertEqual(self.canada.lead_time, 0)
        self.assertIn(self.store.name, self.canada.message_ids[0].body)

    def test_what_is_a_stores_own_is_never_copied(self):
        self.store.push_stock = True
        pricelist = self.canada.pricelist_id

        self.copy_over("orders", "customers", "listings")

        self.assertFalse(self.canada.import_from)
        self.assertFalse(self.canada.push_stock)
        self.assertEqual(self.canada.pricelist_id, pricelist)

    def test_rows_that_are_missing_are_added_and_own_ones_stay(self):
        self.canada.status_map_ids.filtered(
            lambda line: (line.fulfilled_by, line.status) == ("MERCHANT", "UNSHIPPED")
        ).target = "quotation"
        self.env["amazon.status.map"].create(
            {"store_id": self.store.id, "status": "INVENTED", "target": "confirmed"}
        )

        self.copy_over("status_map_ids")

        self.assertEqual(self.statuses()["MERCHANT", "UNSHIPPED"], "quotation")
        self.assertEqual(self.statuses()["MERCHANT", "INVENTED"], "confirmed")
        self.assertEqual(len(self.canada.status_map_ids), len(self.store.status_map_ids))

    def test_rows_can_be_replaced(self):
        self.canada.status_map_ids.target = "none"

        self.copy_over("status_map_ids", existing="replace")

        self.assertEqual(
            sorted(self.statuses().items()),
            sorted(
                ((line.fulfilled_by, line.status), line.target)
                for line in self.store.status_map_ids
            ),
        )

    def test_routing_rules_are_copied_with_their_countries(self):
        rule = self.env["amazon.routing.rule"].create(
            {
                "store_id": self.store.id,
                "name": "Hawaii",
                "country_ids": [(6, 0, self.env.ref("base.us").ids)],
                "warehouse_id": self.warehouse.id,
            }
        )

        self.copy_over("routing_rule_ids")
        self.copy_over("routing_rule_ids")

        self.assertEqual(self.canada.routing_rule_ids.mapped("name"), ["Hawaii"])
        self.assertEqual(self.canada.routing_rule_ids.country_ids, rule.country_ids)

    def test_every_mapping_table_of_the_store_can_be_copied(self):
        groups = self.env["amazon.store"]._get_copy_groups()
        for name, field in self.env["amazon.store"]._fields.items():
            if field.type == "one2many" and field.comodel_name.endswith((".map", ".rule")):
                self.assertIn(name, groups)
                self.copy_over(name, existing="replace")
                self.assertEqual(len(self.canada[name]), len(self.store[name]))

    def test_all_at_once(self):
        groups = self.env["amazon.store"]._get_copy_groups()
        self.copy_over(*groups)
        self.assertEqual(self.canada.cancel_at_amazon, self.store.cancel_at_amazon)

    def test_an_amazon_administrator_alone_copies_all_that_he_sees(self):
        journals = self.env["account.journal"].search([("company_id", "=", self.company.id)])
        contact = self.env["res.partner"].create({"name": "Amazon"})
        self.store.write(
            {
                "payout_journal_id": journals.filtered(lambda one: one.type == "bank")[:1].id,
                "amazon_partner_id": contact.id,
                "payment_term_id": self.env["account.payment.term"].search([], limit=1).id,
                "team_id": self.env["crm.team"].create({"name": "Shop"}).id,
                "customer_tag_ids": [
                    Command.create({"name": "Amazon"}),
                ],
            }
        )
        self.env["amazon.carrier.map"].create(
            {"store_id": self.store.id, "carrier_id": self.carrier("Slow Mail").id}
        )
        boss = new_test_user(self.env, "boss", groups="amazon_connector.group_manager")
        action = self.canada.with_user(boss).action_copy_from_store()
        dialogues = self.env["amazon.mapping.copy"].with_user(boss)
        form = Form(dialogues.with_context(**action["context"]))
        form.source_id = self.store

        wizard = form.save()
        self.assertIn("Amazon", " ".join(filter(None, wizard.line_ids.mapped("preview"))))
        wizard.action_copy()

        self.assertEqual(self.canada.payout_journal_id, self.store.payout_journal_id)
        self.assertEqual(len(self.canada.carrier_map_ids), len(self.store.carrier_map_ids))

    def test_what_one_tab_asks_of_another_is_copied_together(self):
        buyer = self.env["res.partner"].create({"name": "Amazon's buyers"})
        self.canada.write(
            {"consolidation": "day", "customer_id": buyer.id, "invoicing": "collective"}
        )
        self.assertNotEqual(self.store.invoicing, "collective")

        self.copy_over("orders", "customers", "accounting")

        self.assertEqual(self.canada.invoicing, self.store.invoicing)
        self.assertEqual(self.canada.consolidation, "none")

    def test_a_product_code_that_stands_is_left_alone(self):
        own, other = list(dict(self.store._fields["product_code_source"].selection))[:2]
        self.canada.write({"product_code_source": own})
        self.canada._lock_product_code()
        self.store.write({"product_code_source": other, "link_by_asin": True})

        self.copy_over("listings")

        self.assertEqual(self.canada.product_code_source, own)
        self.assertTrue(self.canada.link_by_asin)

    def test_a_store_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other company"})
        credentials = {"company_id": other.id}
        self.env.user.company_ids += other
        account = self._connect_account("SELLER1", **credentials)
        with self.assertRaisesRegex(UserError, "same company"):
            self.copy_over("orders", source=account.store_ids[:1])

    def test_the_alias_is_the_name_of_the_store_everywhere(self):
        self.store.name = "Kitchen shop"
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        self.assertEqual(self.store.display_name, "Kitchen shop")
        self.assertEqual(self.document(ref).store_id.display_name, "Kitchen shop")
        self.assertEqual(self.sale(ref).amazon_store_id.display_name, "Kitchen shop")
