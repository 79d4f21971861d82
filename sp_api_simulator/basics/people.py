"""Made-up buyers and where they live, by country: names and streets that belong to nobody."""

from random import Random
from typing import Any

from .marketplaces import Marketplace

_NAMES = {
    "US": ("Emma Carter", "Liam Brooks", "Olivia Reyes", "Noah Bennett", "Ava Sullivan",
           "Mason Hughes", "Sophia Grant", "Ethan Price", "Mia Coleman", "Lucas Hayes"),
    "GB": ("Amelia Clarke", "Oliver Hughes", "Isla Wright", "George Fletcher", "Poppy Marsh",
           "Harry Dawson", "Freya Walsh", "Arthur Reid", "Florence Kerr", "Alfie Stone"),
    "DE": ("Anna Schäfer", "Lukas Weiß", "Lena Krüger", "Felix Jäger", "Marie Böhm",
           "Jonas Köhler", "Sophie Groß", "Paul Lindner", "Emilia Voigt", "Max Sommer"),
    "JP": ("佐藤 美咲", "鈴木 健太", "高橋 結衣", "田中 翔太", "伊藤 陽菜",
           "渡辺 大輝", "山本 さくら", "中村 蓮", "小林 葵", "加藤 悠斗"),
    "FR": ("Camille Moreau", "Hugo Lefèvre", "Léa Fournier", "Théo Garnier"),
    "IT": ("Giulia Ferrari", "Matteo Ricci", "Chiara Galli", "Luca Moretti"),
    "ES": ("Lucía Navarro", "Pablo Serrano", "Marta Ibáñez", "Álvaro Peña"),
    "CA": ("Chloé Tremblay", "Jack Morrison", "Zoe Campbell", "Nathan Roy", "Hannah Singh"),
    "MX": ("Sofía Hernández", "Diego Ramírez", "Valentina Cruz", "Mateo Flores", "Camila Ortiz"),
}  # fmt: skip
_STREETS = {
    "US": ("Maple Street", "Oak Avenue", "Sunset Boulevard", "Cedar Lane", "Lake Drive"),
    "GB": ("High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane"),
    "DE": ("Hauptstraße", "Gartenweg", "Bahnhofstraße", "Lindenallee", "Schulstraße"),
    "FR": ("Rue de la République", "Avenue Victor Hugo", "Rue des Écoles"),
    "IT": ("Via Roma", "Via Garibaldi", "Corso Italia"),
    "ES": ("Calle Mayor", "Avenida de la Constitución", "Calle del Sol"),
    "CA": ("King Street", "Rue Sainte-Anne", "Queen Street", "Elm Street"),
    "MX": ("Avenida Juárez", "Calle Hidalgo", "Avenida Reforma"),
}
_CITIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "US": (("Seattle", "WA", "98101"), ("Austin", "TX", "78701"), ("Denver", "CO", "80202"),
           ("Chicago", "IL", "60601"), ("Miami", "FL", "33101"), ("Boston", "MA", "02108")),
    "GB": (("London", "Greater London", "SW1A 1AA"), ("Leeds", "West Yorkshire", "LS1 4AP"),
           ("Bristol", "Bristol", "BS1 5TR"), ("Glasgow", "Glasgow City", "G1 1XQ")),
    "DE": (("Berlin", "Berlin", "10115"), ("München", "Bayern", "80331"),
           ("Hamburg", "Hamburg", "20095"), ("Köln", "Nordrhein-Westfalen", "50667")),
    "JP": (("渋谷区", "東京都", "150-0002"), ("大阪市北区", "大阪府", "530-0001"),
           ("札幌市中央区", "北海道", "060-0001"), ("福岡市博多区", "福岡県", "812-0011")),
    "FR": (("Lyon", "", "69002"), ("Nantes", "", "44000"), ("Paris", "", "75011")),
    "IT": (("Milano", "MI", "20121"), ("Bologna", "BO", "40121"), ("Roma", "RM", "00184")),
    "ES": (("Sevilla", "Sevilla", "41001"), ("Madrid", "Madrid", "28004")),
    "CA": (("Toronto", "ON", "M5H 2N2"), ("Montréal", "QC", "H2Y 1C6")),
    "MX": (("Guadalajara", "Jalisco", "44100"), ("Monterrey", "Nuevo León", "64000")),
}  # fmt: skip
_PHONES = {
    "US": "+1 206 555 01",
    "GB": "+44 20 7946 09",
    "DE": "+49 30 23125 0",
    "JP": "+81 3 5550 12",
}


def some_name(random: Random, country: str) -> str:
    """A name that fits the country; where none is on file, an American one."""
    return random.choice(_NAMES.get(country, _NAMES["US"]))


def some_address(random: Random, country: str, name: str) -> dict[str, Any]:
    """A residential address in Amazon's form, `CustomerAddress`."""
    city, state, postal_code = random.choice(_CITIES.get(country, _CITIES["US"]))
    address = {
        "name": name,
        "addressLine1": _street(random, country),
        "city": city,
        "postalCode": postal_code,
        "countryCode": country,
        "phone": f"{_PHONES.get(country, _PHONES['US'])}{random.randrange(100):02d}",
        "addressType": "RESIDENTIAL",
    }
    # A borrowed city lies in a state that its country does not have.
    return address | ({"stateOrRegion": state} if state and country in _CITIES else {})


def _street(random: Random, country: str) -> str:
    number = random.randrange(1, 400)
    if country == "JP":
        return f"{number % 9 + 1}丁目{number % 20 + 1}-{number % 7 + 1}"
    street = random.choice(_STREETS.get(country, _STREETS["US"]))
    return f"{street} {number}" if country in ("DE", "IT", "ES", "MX") else f"{number} {street}"


def some_buyer(random: Random, place: Marketplace, name: str) -> dict[str, str]:
    """A buyer with Amazon's anonymous mail address of the marketplace, never a real one."""
    handle = f"{random.getrandbits(64):014x}"[:14]
    return {"buyerName": name, "buyerEmail": f"{handle}@marketplace.{place.domain}"}
