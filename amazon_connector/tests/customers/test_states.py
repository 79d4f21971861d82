"""States and provinces are found however they are written; what is not found is on the label."""

from odoo.tests import TransactionCase, tagged

from .test_customers import AT_HOME, EMMA, CustomersCommon

# Country, spelling, code of Odoo's state.
SPELLINGS = """
US|N.Y.|NY US|D.C.|DC US|Washington, DC|DC US|us-ny|NY US|Illinois (IL)|IL US|Calif.|CA
US|State of Ohio|OH US|Armed Forces Europe|AE CA|P.E.I.|PE CA|QUÉBEC|QC CA|Newfoundland|NL
MX|CDMX|CMX MX|Distrito Federal|CMX MX|Estado de México|MEX MX|Edo. Mex.|MEX MX|Nuevo Leon|NLE
MX|Coahuila de Zaragoza|COA IN|Orissa|OD IN|Jammu & Kashmir|JK IN|NCT of Delhi|DL
JP|東京都|JP-13 JP|東京|JP-13 JP|Tokyo-to|JP-13 JP|13|JP-13 JP|京都|JP-26 JP|北海道|JP-01
JP|Kanagawa Prefecture|JP-14 ES|Alicante|A ES|Alacant/Alicante|A ES|VALENCIA|V ES|Lérida|L
ES|Álava|VI ES|Islas Baleares|PM ES|Provincia de Madrid|M IT|Forli'-Cesena|FC IT|Milan|MI
IT|Reggio nell'Emilia|RE AU|N.S.W.|NSW IE|Co. Dublin|D IE|County Cork|C TR|IĞDIR|76
TR|istanbul|34 AE|Ras Al Khaimah|RK AE|دبي|DU PL|Łódzkie|ŁD PL|lodzkie|ŁD SE|Stockholm|SE-AB
"""


@tagged("post_install", "-at_install")
class TestStateSpellings(TransactionCase):
    def find(self, country, text):
        mapper = self.env["amazon.partner.mapper"]
        return mapper._find_state(mapper._find_country(country), text)

    def test_states_are_found_by_code_name_and_usual_spellings(self):
        for country, text, code in _read(SPELLINGS):
            with self.subTest(country=country, text=text):
                self.assertEqual(self.find(country, text).code, code)

    def test_every_state_is_found_by_its_own_code_and_name(self):
        for state in self.env["res.country.state"].search([("country_id.code", "!=", "SA")]):
            for text in (state.code, state.name, state.name.upper()):
                self.assertEqual(
                    self.find(state.country_id.code, text).country_id, state.country_id
                )
            self.assertEqual(self.find(state.country_id.code, state.code), state)

    def test_what_is_no_state_is_none(self):
        for country, text in (("US", "Kent"), ("US", ""), ("GB", "NY"), ("XX", "NY"), ("", "NY")):
            self.assertFalse(self.find(country, text), text)

    def test_a_new_or_renamed_state_is_found_at_once(self):
        texas = self.env.ref("base.state_us_44")
        self.assertFalse(self.find("US", "Lone Star State"))

        texas.name = "Lone Star State"
        self.assertEqual(self.find("US", "LONE STAR STATE"), texas)

        ladakh = {"name": "Ladakh", "code": "LA", "country_id": self.env.ref("base.in").id}
        self.assertFalse(self.find("IN", "Ladakh"))
        state = self.env["res.country.state"].create(ladakh)
        self.assertEqual(self.find("IN", "Ladakh"), state)

    def test_countries_are_found_in_any_case(self):
        mapper = self.env["amazon.partner.mapper"]
        self.assertEqual(mapper._find_country("us").code, "US")
        self.assertEqual(mapper._find_country(" uk ").code, "GB")


@tagged("post_install", "-at_install")
class TestStatesOnLabels(CustomersCommon):
    def label(self, **address):
        return self.buy(address={**AT_HOME, **address}).partner_shipping_id._display_address()

    def test_a_state_that_odoo_does_not_know_stands_on_the_label(self):
        self.assertIn("Tatooine", self.label(stateOrRegion="Tatooine"))

    def test_a_county_stands_on_the_label_though_another_word_contains_it(self):
        label = self.label(
            countryCode="FR", stateOrRegion="Var", addressLine1="1 rue du Varois", city="Toulon"
        )
        self.assertRegex(label, r"\bVar\b")

    def test_a_country_that_odoo_does_not_know_stands_on_the_label(self):
        self.assertIn("QQ", self.label(countryCode="QQ", stateOrRegion=""))

    def test_a_state_in_another_spelling_makes_no_second_contact(self):
        first = self.buy(address={**AT_HOME, "stateOrRegion": "WA"})
        second = self.buy(address={**AT_HOME, "stateOrRegion": "Wash."}, buyer=EMMA)
        self.assertEqual(second.partner_shipping_id, first.partner_shipping_id)


def _read(lines):
    """:return: iterator of (country, spelling, code)"""
    parts = [part.strip() for part in lines.replace("\n", " ").split("|")]
    country = parts[0]
    for text, rest in zip(parts[1::2], parts[2::2], strict=True):
        code, _space, following = rest.partition(" ")
        yield country, text, code
        country = following
