"""Nobody writes by RPC what only the connector writes: every field, every model, every group."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .filling import Filling

# What people may set on each model; everything else is the connector's own.
USER = {
    "amazon.listing": {
        "product_id",
        "uom_id",
        "pool_ids",
        "is_left_blank",
        "alias_title",
        "lead_time",
        "has_own_limits",
        "buffer",
        "maximum",
        "share",
    },
    "amazon.listing.product": {"listing_id", "sequence", "product_id"},
    "amazon.shipment": {"carrier_name", "service_name", "tracking_ref", "shipped_at"},
}
MANAGER = {
    **USER,
    "amazon.account": {
        "name",
        "active",
        "company_id",
        "region",
        "selling_partner_id",
        "user_id",
        "application_ref",
        "application_is_draft",
        "polling",
        "polling_start",
        "polling_tz",
        "schedule_ids",
    },
    "amazon.schedule": {"active", "interval_minutes"},
    "amazon.carrier.map": {"store_id", "carrier_id", "amazon_carrier_id", "shipping_method"},
    "amazon.order.load": {"account_id", "kind", "date_from", "date_to", "refs"},
    "amazon.takeover": {
        "account_id",
        "store_ids",
        "date_from",
        "switch_at",
        "grace_hours",
        "missing",
        "scheme_ids",
    },
    "amazon.takeover.scheme": {"is_chosen"},
    "amazon.routing.rule": {
        "store_id",
        "sequence",
        "name",
        "fulfilled_by",
        "country_ids",
        "state_ids",
        "service_level",
        "needs_stock",
        "warehouse_id",
    },
    "amazon.shipping.map": {"store_id", "service_level", "carrier_id", "may_buy_labels"},
    "amazon.status.map": {"store_id", "fulfilled_by", "status", "target"},
    "amazon.tax.map": {"store_id", "kind", "rate", "country_id", "tax_id"},
}
SYSTEM = {
    **MANAGER,
    "amazon.account": MANAGER["amazon.account"]
    | {
        "lwa_client_id",
        "lwa_client_secret",
        "secret_expires_on",
        "refresh_token",
        "pasted_credentials",
        "api_url",
        "token_url",
        "consent_url",
    },
    "amazon.carrier": {"code", "active"},
    "amazon.brand": {"name"},
}
ACCOUNTANT = {
    "amazon.close": {"store_id", "month"},
    "amazon.fee.kind": {"gl_account_id", "tax_id", "partner_id", "analytic_account_id"},
    "amazon.settlement.rule": {
        "active",
        "transaction_type",
        "amount_type",
        "amount_description",
        "account_id",
        "store_id",
        "kind_id",
        "is_skipped",
        "skip_reason",
        "gl_account_id",
        "tax_id",
        "partner_id",
    },
}
# On creation alone: a carrier that Amazon has introduced.
CREATABLE = {"amazon.carrier": {"code", "active"}}
# The settings of a store are many and are those that its form shows; these are none of them.
NO_SETTINGS = {"account_id", "marketplace_id", "company_id", "state", "paused_at"}
# Fields of Odoo's own models that people fill in: the number of a parcel, the kind of a lane.
SIDES = {"amazon_length", "amazon_width", "amazon_height"}
OF_CORE = {
    "product.product": {"amazon_brand_id", *SIDES},
    "product.template": {"amazon_brand_id", *SIDES},
    "stock.package": {"amazon_tracking_ref"},
    "ir.cron": {"amazon_lane"},
    "stock.warehouse": {
        "amazon_cut_off",
        "amazon_cut_off_warning",
        "amazon_multi_channel",
        "amazon_multi_channel_by",
        "amazon_multi_channel_store_id",
        *(f"amazon_pickup_{day}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
        "amazon_multi_channel_speed",
        "amazon_multi_channel_policy",
        "amazon_multi_channel_blank_box",
        "amazon_multi_channel_block_amazon",
        "amazon_multi_channel_notify",
    },
    "res.company": {"amazon_cost_of_goods", "amazon_buyer_days"},
    "res.config.settings": {"amazon_cost_of_goods", "amazon_buyer_days", "amazon_log_days"},
}
GROUPS_OF_CORE = (
    "sales_team.group_sale_manager,stock.group_stock_manager,account.group_account_manager,"
    "base.group_partner_manager,amazon_connector.group_manager,base.group_system"
)


@tagged("post_install", "-at_install")
class TestGuard(Filling):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "clerk", groups="amazon_connector.group_user")
        cls.manager = new_test_user(cls.env, "manager", groups="amazon_connector.group_manager")
        cls.system = new_test_user(
            cls.env, "system", groups="amazon_connector.group_manager,base.group_system"
        )
        cls.accountant = new_test_user(
            cls.env, "accountant", groups="amazon_connector.group_accountant"
        )
        cls.everything = new_test_user(cls.env, "everything", groups=GROUPS_OF_CORE)

    def test_only_settings_are_written_and_by_those_who_may(self):
        records, wrong = self.fill_every_model(), []
        for person, writable in (
            (self.user, USER),
            (self.manager, MANAGER),
            (self.system, SYSTEM),
            (self.accountant, ACCOUNTANT),
        ):
            for name, record in records.items():
                allowed = writable.get(name, set())
                if name == "amazon.store" and person in (self.manager, self.system):
                    allowed = self.get_settings(record)
                creatable = allowed | CREATABLE.get(name, set())
                wrong += self.find_wrong(record.with_user(person), allowed, creatable)
        self.assertFalse(wrong)

    def test_fields_of_the_connector_on_odoos_models_are_its_own(self):
        for name in sorted(self.env.registry):
            model = self.env[name]
            names = [each for each in model._fields if each.startswith("amazon_")]
            if model._abstract or name.startswith("amazon.") or not names:
                continue
            guarded = model.with_user(self.everything)
            for each in names:
                may = guarded._has_field_access(model._fields[each], "write")
                self.assertEqual(may, each in OF_CORE.get(name, ()), f"{name}.{each}")

    def test_a_users_hand_never_reaches_a_strange_sales_order(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        document = self.document(ref).with_user(self.user)
        strange = self.env["sale.order"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Somebody"}).id}
        )
        for model, vals in (
            (document, {"sale_order_id": strange.id}),
            (document, {"state": "done"}),
            (document.item_ids, {"sale_line_id": False}),
        ):
            with self.assertRaises(AccessError):
                model.write(vals)
        with self.assertRaises(AccessError):
            strange.with_user(self.everything).amazon_order_ids = [(4, document.id)]

        with self.assertRaises(AccessError):  # Voiding is for who may delete.
            document.action_void()
        document.with_user(self.manager).action_void()

        self.assertEqual(strange.state, "draft")

    def test_a_default_of_the_context_opens_no_door(self):
        with self.assertRaises(AccessError):
            self.env["amazon.account"].with_user(self.manager).with_context(
                default_state="connected"
            ).create({"name": "Mine", "region": "na"})

    def test_another_company_changes_nothing_that_all_companies_share(self):
        stranger = self._create_stranger()
        market = self.store.marketplace_id.with_user(stranger)
        carrier = self.env["amazon.carrier"].with_user(stranger).search([], limit=1)

        for act in (
            lambda: market.write({"seller_central_url": "https://seller.example.com"}),
            lambda: market.write({"code": "X"}),
            lambda: carrier.write({"code": "X"}),
            carrier.unlink,
            lambda: self.store.with_user(stranger).write({"name": "X"}),
            lambda: self.account.with_user(stranger).write({"name": "X"}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_an_amazon_administrator_alone_presses_every_button_of_a_store(self):
        ref = self.amazon.place_order(sku="MUG", unit_price="9.99")
        other = self.amazon.place_order(sku="MUG", unit_price="9.99")
        self.sync_orders()
        self.carrier("UPS Ground")
        store = self.store.with_user(self.manager)

        store.action_load_carriers()
        store.action_suggest_carriers()
        store.action_suggest_shipping()
        store.action_suggest_taxes()
        store.action_suggest_statuses()
        store.action_pause()
        store.action_go_live()
        self.assertEqual(self.store.state, "live")
        self.assertIn("UPS Ground", self.store.carrier_map_ids.carrier_id.mapped("name"))
        self.assertTrue(self.store.shipping_map_ids)

        for person in (self.manager, self.user):
            self.env["amazon.shipment"].with_user(person).action_update_dispatched()
            document = self.document(ref).with_user(person)
            self.assertTrue(document.can_cancel)
            self.assertFalse(document.cancel_note)
        first = self.sale(ref)
        self.document(ref).with_user(self.manager).action_void()
        self.assertEqual(first.state, "cancel")
        dialogue = self.env["amazon.order.cancel"].with_user(self.user)
        dialogue.create({"order_ids": [(6, 0, self.document(other).ids)]}).action_confirm()
        self.assertEqual(self.sale(other).state, "cancel")
        self.assertEqual(self.document(other).cancellation_ids.state, "pending")

    def test_an_account_is_duplicated_without_what_only_system_administrators_see(self):
        copy = self.account.with_user(self.manager).copy()

        self.assertIn("(copy)", copy.name)
        self.assertFalse(copy.sudo().api_url)
        self.assertEqual(self.account.copy().api_url, self.account.api_url)

    def test_a_plain_quotation_has_no_day_to_close(self):
        quotation = self.env["sale.order"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Somebody"}).id}
        )
        with self.assertRaisesRegex(UserError, "no open sales order"):
            quotation.action_close_amazon_day()

    # Words

    def find_wrong(self, record, allowed, creatable):
        """Every field of one record, as one person: those that open, or close, against the list."""
        wrong = []
        for field in record._fields.values():
            if not (field._module or "").startswith("amazon_connector"):
                continue  # Messages and activities are mail's.
            label = f"{record._name}.{field.name} by {record.env.user.login}"
            vals = {field.name: self.pick_value(record, field)}
            if self.attempt(record.write, vals) != (field.name in allowed):
                wrong.append(f"write {label}")
            if field.name not in creatable and self.attempt(record.create, vals):
                wrong.append(f"create {label}")
        return wrong

    def attempt(self, act, vals):
        """Whether the rights allow it; what else is wrong with the value does not matter."""
        try:
            with self.env.cr.savepoint():
                act(vals)
                raise UserWarning  # Undo it.
        except AccessError:
            return False
        except Exception:  # noqa: BLE001 - any other refusal came after the rights
            self.env.invalidate_all(flush=False)
            return True

    def pick_value(self, record, field):
        """A value of the field's type."""
        value = record.sudo()[field.name]
        if field.relational:
            return [] if field.type.endswith("2many") else value.id
        kinds = {"boolean": not value, "integer": 7, "float": 7.0, "monetary": 7.0}
        return kinds.get(field.type, value)

    def get_settings(self, store):
        return {
            name
            for name, field in store._fields.items()
            if (field._module or "").startswith("amazon_connector")
            and name not in NO_SETTINGS
            and not field.readonly
        }
