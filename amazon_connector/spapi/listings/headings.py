"""Headings of the listings report in the languages in which sellers have seen them."""

import re

# Columns that are read, with their headings beside the English one: German, French, Italian,
# Spanish, Polish, Japanese, Chinese. Turkish reports append the translation in brackets.
_TRANSLATIONS = {
    "seller-sku": (
        "händler-sku",
        "sku-vendeur",
        "sku venditore",
        "sku del vendedor",
        "sku-sprzedawcy",
        "出品者sku",
        "卖家 sku",
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
    ),
    "price": ("preis", "prix", "prezzo", "precio", "cena", "価格", "价格"),
    "quantity": ("menge", "quantité", "quantità", "cantidad", "ilość", "数量"),
    "open-date": (
        "erstellungsdatum",
        "date-ouverture",
        "data di creazione",
        "fecha de creación",
        "data-otwarcia",
        "出品日",
        "开售日期",
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
    ),
    "status": ("état", "stato", "estado", "durum", "ステータス", "状态"),
    "product-id": (
        "produkt-id",
        "id-produit",
        "identificativo del prodotto",
        "identificador del producto",
        "identyfikator-produktu",
        "商品id",
        "商品编码",
    ),
    "product-id-type": (
        "produkt-id-typ",
        "type-id-produit",
        "tipo di identificativo del prodotto",
        "tipo de identificador de producto",
        "typ-identyfikatora-produktu",
        "商品idタイプ",
        "商品编码类型",
    ),
    "item-condition": (
        "artikelzustand",
        "état-produit",
        "condizione dell'articolo",
        "estado del producto",
        "stan-produktu",
        "コンディション",
        "商品状况",
    ),
}
_ENGLISH = {
    local: english for english, translations in _TRANSLATIONS.items() for local in translations
}
_BRACKETS = re.compile(r"\s*\([^)]*\)$")


def english_heading(heading: str) -> str:
    """:return: the English name of a column; a heading not known here in lower case"""
    plain = _BRACKETS.sub("", heading.strip().strip('"').lower())
    return _ENGLISH.get(plain, plain)
