"""Barcodes: which are valid, and in how many ways one and the same is written."""

from .cells import gtin

# The lengths in which shops write one and the same code; of UPC often without its first zero.
CODE_LENGTHS = (8, 11, 12, 13, 14)


def spell_code(code: str) -> set[str]:
    """:return: the ways in which a product may have the code of a listing as its barcode"""
    whole = gtin(code)
    if not whole:
        return {code}
    shorter = {whole[-length:] for length in CODE_LENGTHS if not whole[:-length].strip("0")}
    return shorter | {code}


def is_valid_barcode(code: str | None) -> bool:
    """Whether a code is an EAN, UPC or GTIN whose check digit is right."""
    whole = gtin(code) if code else None
    if not whole or not whole.strip("0"):
        return False
    digits = [int(digit) for digit in whole]
    # From the right, before the check digit, every other digit counts three times.
    total = sum(digit * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits[:-1]))
    return -total % 10 == digits[-1]
