"""Headings of the listings report in the languages in which sellers have seen them."""

import re
from collections.abc import Iterable
from itertools import zip_longest

# Columns that are read, with their headings beside the English one: German, French, Italian,
# Spanish, Polish, Japanese, Chinese, Arabic, Portuguese. Turkish reports append the translation in
# brackets.
_TRANSLATIONS = {
    "seller-sku": (
        "händler-sku",
        "sku-vendeur",
        "sku venditore",
        "sku del vendedor",
        "sku-sprzedawcy",
        "出品者sku",
        "卖家 sku",
        "sku-البائع",
        "sku-do-vendedor",
    ),
    "asin1": ("asin 1",),
    "item-name": (
        "artikelbezeichnung",
        "nom-produit",
        "nome dell'articolo",
        "título del producto",
        "nazwa-produktu",
        "商品名",
        "商品名称",
        "اسم-المنتج",
        "nome-do-item",
    ),
    "price": ("preis", "prix", "prezzo", "precio", "cena", "価格", "价格", "السعر"),
    "quantity": (
        "menge",
        "quantité",
        "quantità",
        "cantidad",
        "ilość",
        "数量",
        "在庫数",
        "الكمية",
    ),
    "open-date": (
        "erstellungsdatum",
        "date-ouverture",
        "data di creazione",
        "fecha de creación",
        "data-otwarcia",
        "出品日",
        "开售日期",
        "تاريخ-مفتوح",
    ),
    "fulfillment-channel": (
        "fulfilment-channel",
        "versender",
        "canal-traitement",
        "canale di gestione",
        "canal de gestión logística",
        "kanał-realizacji",
        "フルフィルメント・チャンネル",
        "フルフィルメントチャンネル",
        "配送渠道",
        "قناة-الشحن",
    ),
    "status": ("état", "stato", "estado", "durum", "ステータス", "状态", "الحالة"),
    "product-id": (
        "produkt-id",
        "id-produit",
        "identificativo del prodotto",
        "identificador del producto",
        "identyfikator-produktu",
        "商品id",
        "商品编码",
        "رقم-المنتج",
    ),
    "product-id-type": (
        "produkt-id-typ",
        "type-id-produit",
        "tipo di identificativo del prodotto",
        "tipo de identificador de producto",
        "typ-identyfikatora-produktu",
        "商品idタイプ",
        "商品编码类型",
        "نوع-رقم-المنتج",
    ),
    "item-condition": (
        "artikelzustand",
        "état-produit",
        "condizione dell'articolo",
        "estado del producto",
        "stan-produktu",
        "コンディション",
        "商品状况",
        "حالة-المنتج",
    ),
}
# "Seller SKU" and "seller_sku" are one heading, whoever's program has written it.
_BETWEEN = re.compile(r"[\s_-]+")


def _spell(heading: str) -> str:
    return _BETWEEN.sub("-", heading)


_ENGLISH = {
    _spell(local): english
    for english, translations in _TRANSLATIONS.items()
    for local in (english, *translations)
}
_BRACKETS = re.compile(r"\s*\([^)]*\)$")
# What is left of a letter that Amazon itself could not write, or wrote in two encodings.
_DAMAGE = re.compile("[?\N{REPLACEMENT CHARACTER}\x80-\U0010ffff]+")
# Fewer letters could be any heading.
_FEWEST_LETTERS = 3


def english_headings(headings: Iterable[str]) -> list[str]:
    """:return: the English name of each column; a heading not known here in lower case

    A damaged heading is recognized by what is left of it, where that is one column's alone and no
    other heading is that column's.
    """
    plain = [_BRACKETS.sub("", heading.strip().strip('"').strip().lower()) for heading in headings]
    names = [_ENGLISH.get(_spell(heading), heading) for heading in plain]
    for position, heading in enumerate(plain):
        guess = None if _spell(heading) in _ENGLISH else _guess(_spell(heading))
        if guess and guess not in names:
            names[position] = guess
    return names


def _guess(damaged: str) -> str | None:
    """The column of a heading of which single letters are damaged; None where several fit."""
    pattern = _damage_pattern(damaged)
    if pattern is None:
        return None
    found = {
        english
        for local, english in _ENGLISH.items()
        if not local.isascii() and pattern.fullmatch(local)
    }
    return found.pop() if len(found) == 1 else None


def _damage_pattern(damaged: str) -> re.Pattern[str] | None:
    intact = _DAMAGE.split(damaged)
    if len(intact) == 1 or sum(map(str.isalpha, "".join(intact))) < _FEWEST_LETTERS:
        return None
    # One letter may have become up to three signs, and one sign may have swallowed the next letter.
    gaps = (f".{{1,{2 * len(run)}}}" for run in _DAMAGE.findall(damaged))
    pieces = (re.escape(piece) for piece in intact)
    return re.compile("".join(map("".join, zip_longest(pieces, gaps, fillvalue=""))))
