"""Cells of the spreadsheet of listings: how they are written, what they say; no Odoo in here."""

import re

# A cell that empties a value; an empty cell leaves it alone.
CLEAR = "-"
YES, NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0", CLEAR)
# Names a product by its id in this database, where its reference does not.
BY_ID = "#"
BETWEEN = "|"
# What marks thousands in a whole number: of 1,000 the comma is none of decimals.
THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
MOST = 2**31


def by_column(cells):
    """:return: the cells of a row by column, however its headings are written: Seller SKU, …"""
    return {"_".join(heading.lower().split()): value for heading, value in cells.items()}


def is_plain(code):
    """Whether a reference is read as it is written: a cell is trimmed, and some signs say more."""
    return bool(code) and code == code.strip() and code != CLEAR and BETWEEN not in code


def get_pool_names(cells):
    """:return: list of names of the further products that a row tells"""
    names = cells.get("further_products", "").split(BETWEEN)
    return [name.strip() for name in names if name.strip()]


def read_switch(text):
    """:return: what a cell says of a choice, True or False
    :raises ValueError: neither yes nor no
    """
    word = text.lower()
    if word not in (*YES, *NO):
        raise ValueError(text)
    return word in YES


def read_number(text, is_whole):
    """:return: the number of a cell, with a decimal point or comma: int where it is whole
    :raises ValueError: no number, below zero, or more than Odoo keeps
    """
    plain = THOUSANDS.sub("", text) if is_whole else text
    number = float(0 if text == CLEAR else plain.replace(",", "."))
    if not 0 <= number < MOST or is_whole and not number.is_integer():
        raise ValueError(text)
    return int(number) if is_whole else number
