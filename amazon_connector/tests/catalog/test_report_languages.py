"""Reports in the languages and charsets in which sellers get them are read right (D1)."""

from odoo.tests import tagged

from .common import ListingsCommon

# Language of the account, charset of the file, what its header claims, a title.
REPORTS = (
    ("de_DE", "windows-1252", None, "Kaffeebecher für Fußgänger, 5 €"),
    ("de_DE", "windows-1252", "UTF-8", "Kaffeebecher für Fußgänger, 5 €"),
    ("fr_FR", "UTF-8", "windows-1252", "Tasse à café, modèle déposé"),
    ("it_IT", "iso-8859-1", None, "Tazza da caffè, qualità"),
    ("es_ES", "utf-8-sig", "UTF-8", "Taza de café pequeña"),
    ("pl_PL", "UTF-8", None, "Kubek żółty"),
    ("ja_JP", "windows-31j", None, "コーヒーカップ 350ml"),
    ("ja_JP", "windows-31j", "UTF-8", "コーヒーカップ 350ml"),
    ("zh_CN", "gb18030", "UTF-8", "咖啡杯陶瓷家用大容量"),
    ("pt_BR", "UTF-8", None, "Caneca de café, não lascada"),
    ("ar_AE", "UTF-8", None, "كوب قهوة"),
    ("tr_TR", "UTF-8", None, "Kahve fincanı, şık"),
    ("nl_NL", "UTF-8", None, "Koffiemok"),
)


@tagged("post_install", "-at_install")
class TestReportLanguages(ListingsCommon):
    def test_each_language_and_charset_is_read_right_though_english_was_asked_for(self):
        self.amazon.add_listing("MUG", price="1234.50", quantity=7)
        self.amazon.add_listing("LAMP", channel="AMAZON", status="Inactive")
        for locale, charset, claimed, title in REPORTS:
            with self.subTest(f"{locale} in {charset}, claimed {claimed}"):
                self.amazon.update_listing("MUG", title=title)
                self.amazon.set_report_locale(
                    "SELLER1", locale, charset=charset, claimed=claimed, yields=False
                )

                self.load()

                mug, lamp = self.listing("MUG"), self.listing("LAMP")
                self.assertEqual(mug.title, title)
                self.assertEqual((mug.price, mug.amazon_quantity), (1234.5, 7))
                self.assertEqual((mug.fulfillment_channel, mug.status), ("DEFAULT", "active"))
                self.assertEqual((lamp.is_fba, lamp.status), (True, "inactive"))
                self.assertEqual(mug.product_id, self.mug)
                mug.sudo().unlink()
