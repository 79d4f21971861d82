"""What the whole database begins with: Odoo's settings, under the app's name."""

from lxml import etree

from odoo.tests import tagged

from ..common import AmazonCommon


@tagged("post_install", "-at_install")
class TestDefaults(AmazonCommon):
    def test_new_stores_begin_with_what_the_settings_say(self):
        self.assertEqual(self.store.unknown_product_policy, "hold")
        settings = self.env["res.config.settings"].create(
            {
                "default_unknown_product_policy": "catalog",
                "default_invoicing": "posted",
                "default_notify_buyers": True,
            }
        )
        settings.execute()

        brazil = self.env["amazon.marketplace"].search([("country_id.code", "=", "BR")])
        store = self.env["amazon.store"].create(
            {"name": "Brazil", "account_id": self.account.id, "marketplace_id": brazil.id}
        )

        self.assertEqual(store.unknown_product_policy, "catalog")
        self.assertEqual(store.invoicing, "posted")
        self.assertTrue(store.notify_buyers)
        self.assertEqual(self.store.unknown_product_policy, "hold", "who is there stays as it is")

    def test_the_settings_show_what_new_stores_begin_with(self):
        settings = self.env["res.config.settings"].create({})
        names = [name for name in settings._fields if name.startswith("default_")]
        own = [name for name in names if settings._fields[name].default_model == "amazon.store"]
        self.assertGreaterEqual(len(own), 7)
        fresh = self.env["amazon.store"].default_get(
            [name.removeprefix("default_") for name in own]
        )
        for name in own:
            with self.subTest(name):
                self.assertEqual(settings[name], fresh.get(name.removeprefix("default_"), False))
        settings.execute()
        self.assertFalse(
            self.env["ir.default"].search([("field_id.model", "=", "amazon.store")]),
            "what nobody has changed follows the addon",
        )

    def test_all_of_amazon_stands_under_its_name(self):
        arch = self.env["res.config.settings"].get_view(view_type="form")["arch"]
        (app,) = etree.fromstring(arch).xpath("//app[@name='amazon_connector']")
        self.assertTrue(app.xpath("block[@name='amazon']//setting"))
        self.assertTrue(app.xpath(".//field[@name='default_customer_policy']"))
