"""Text of documents in whatever encoding Amazon chose, or claims to have chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spapi.documents import Document

GERMAN = "Händler-SKU\tPreis\nTÜR-€\t9,99\n"
JAPANESE = "出品者SKU\t価格\n急須ティーポット\t2980\n"
FRENCH = "sku-vendeur\tprix\nCAFÉ-à-emporter\t9,99\n"


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1", "cp1252", "windows-31j", "what"])
@pytest.mark.parametrize("text", [GERMAN, JAPANESE, FRENCH])
def test_utf_8_is_read_whatever_amazon_claims(text, charset):
    assert Document(text.encode(), charset).text() == text


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1", "windows-1252", "what"])
@pytest.mark.parametrize("text", [GERMAN, FRENCH])
def test_western_text_is_read_whatever_amazon_claims(text, charset):
    assert Document(text.encode("cp1252"), charset).text() == text


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1", "windows-31j", "Shift_JIS"])
def test_japanese_text_is_read_whatever_amazon_claims(charset):
    assert Document(JAPANESE.encode("cp932"), charset).text() == JAPANESE


def test_another_encoding_is_read_where_amazon_claims_it():
    assert Document("łóżko".encode("cp1250"), "windows-1250").text() == "łóżko"


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert Document("\ufeffseller-sku".encode(), None).text() == "seller-sku"


@given(st.binary(), st.none() | st.text(max_size=12))
def test_any_bytes_are_read_somehow(content, charset):
    assert isinstance(Document(content, charset).text(), str)
