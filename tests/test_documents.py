"""Text of documents in whatever encoding Amazon chose, or claims to have chosen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spapi.documents import Document
from spapi.errors import UnreadableDocument

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


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("text", ["商品名\t数量\n青色陶器\t10\n", "東京都港区\t大阪府\n"])
def test_japanese_text_without_any_kana_is_read(text, charset):
    assert Document(text.encode("cp932"), charset).text() == text


def test_another_encoding_is_read_where_amazon_claims_it():
    assert Document("łóżko".encode("cp1250"), "windows-1250").text() == "łóżko"


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert Document("\ufeffseller-sku".encode(), None).text() == "seller-sku"


BROKEN = b"\x81\t"


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GERMAN * 3, "utf-8"), (JAPANESE, "utf-8"), (JAPANESE, "cp932"), (GERMAN, "cp1252")],
)
def test_one_broken_byte_costs_one_character(text, encoding, charset):
    content = text.encode(encoding) + BROKEN + b"X"
    assert Document(content, charset).text() == text + "\ufffd\tX"


@pytest.mark.parametrize("charset", ["GBK", "gb2312", "utf-8", None])
def test_chinese_text_is_read(charset):
    text = "商品名称\t卖家 SKU\t价格\n咖啡杯\tMUG\t9.99\n"
    assert Document(text.encode("gbk"), charset).text() == text


@pytest.mark.parametrize("charset", [None, "utf-8", "Cp1252", "iso-8859-1"])
def test_german_quotation_marks_are_no_japanese(charset):
    text = "Schild ‚Öffnungszeiten‘ Größe 2\nLampe ‚Ärger‘ schön\nÄÖÜß\n"
    assert Document(text.encode("cp1252"), charset).text() == text


def test_nul_and_half_an_emoji_cost_one_character_each():
    assert Document(b"a\0b \xed\xa0\xbd c").text() == "a\ufffdb \ufffd c"


@pytest.mark.parametrize("charset", ["undefined", "idna", "hex", "mbcs"])
def test_a_charset_that_reads_nothing_is_none(charset):
    assert Document("Maß".encode("cp1252"), charset).text() == "Maß"


@given(st.binary(), st.none() | st.text(max_size=12))
@example(b"\r\x00", None)
def test_any_bytes_are_read_or_said_to_be_damaged(content, charset):
    try:
        text = Document(content, charset).text()
        lines = list(Document(content, charset).lines())
    except UnreadableDocument:
        assert content.startswith(b"\x1f\x8b")
    else:
        text.encode()
        assert "\0" not in text
        breaks = text.count("\n") or text.count("\r")
        assert len(lines) in (breaks, breaks + 1)


@given(st.text(), st.sampled_from(["utf-8", "cp1252", "cp932", "gb18030"]), st.none() | st.text())
def test_decoding_never_loses_a_tab_or_a_line(text, encoding, charset):
    content = text.encode(encoding, "ignore")
    read = Document(content, charset).text()
    if not content.startswith(b"\x1f\x8b"):
        assert read.count("\n") == content.count(b"\n")
        assert read.count("\t") == content.count(b"\t")
