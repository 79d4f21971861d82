"""Tables for spreadsheets, written and read: CSV and XLSX, texts that stay texts."""

import csv
import io
import zlib
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from openpyxl import load_workbook

from ..spapi.charsets import decode, find_encoding
from ..spapi.payload import clean_text

LARGEST_FILE = 20 * 2**20
LARGEST_UNPACKED = 200 * 2**20
MOST_ROWS = 50_000
# What a spreadsheet takes for a formula; the apostrophe before it, for a mark that it is none.
MARKED = ("=", "+", "-", "@", "\t", "\r", "'")
# What openpyxl raises on files that are damaged, locked, or no workbook at all.
DAMAGES = (
    BadZipFile, zlib.error, OSError, EOFError, RuntimeError, SyntaxError, LookupError, ValueError,
    TypeError, AttributeError,
)  # fmt: skip


class UnreadableSheet(ValueError):
    """``args[0]`` is a code: ``size``, ``rows`` or ``form``."""


def write_csv(columns, rows):
    """:param rows: iterable of dicts column → text or number
    :return: bytes: UTF-8 with the mark by which Excel knows it
    """
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([_mark(column) for column in columns])
    table.writerows([_mark(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(columns, rows):
    """:return: bytes of a workbook in which a text is never a formula, a link or a number"""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        # A column of texts stays one when somebody types into it: 00123 is not 123.
        text = book.add_format({"num_format": "@"})
        for number, row in enumerate(rows, 1):
            for position, column in enumerate(columns):
                value = row.get(column, "")
                if isinstance(value, str):
                    sheet.write_string(number, position, value, text)
                else:
                    sheet.write_number(number, position, value)
    return content.getvalue()


def read_table(content):
    """Read a CSV file or a workbook, whoever wrote it.

    :param content: bytes
    :return: tuple (list of headings, list of (line number, dict heading → text)); rows without
        any value are left out
    :raises UnreadableSheet: it is none, or larger than what one go should change
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableSheet("size")
    is_workbook = content.startswith(b"PK")
    rows = _rows_of_workbook(content) if is_workbook else _rows_of_text(content)
    headings, table = [], []
    try:
        for number, cells in enumerate(rows, 1):
            values = [_text(cell, marked=not is_workbook) for cell in cells]
            if not any(values):
                continue
            if not headings:
                headings = values
                continue
            if len(table) == MOST_ROWS:
                raise UnreadableSheet("rows")
            table.append((number, dict(zip(headings, values, strict=False))))
    except csv.Error as error:
        raise UnreadableSheet("form") from error
    return headings, table


def _rows_of_text(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        text = decode(content, find_encoding(lambda: [content], None))
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    heading = text.partition("\n")[0]
    return csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))


def _rows_of_workbook(content):
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise UnreadableSheet("size")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # Empty rows at the end, of which a workbook may have a million, end the reading too.
        most = 2 * MOST_ROWS
        return list(book.worksheets[0].iter_rows(max_row=most, values_only=True))
    except UnreadableSheet:
        raise
    except DAMAGES as error:
        raise UnreadableSheet("form") from error


def _mark(value):
    return f"'{value}" if isinstance(value, str) and value.startswith(MARKED) else value


def _text(cell, marked):
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = clean_text(str(cell)).strip(" \r\n\0")
    if marked and text.startswith("'") and text[1:].startswith(MARKED):
        return text[1:]
    return text
