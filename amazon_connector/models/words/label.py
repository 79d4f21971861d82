"""A field that shows a code of Amazon's in words, in the reader's language."""

import re

from odoo import api, fields

from .words import in_words


def label_of(code, **options):
    """A field that shows another one in words; it finds by the words and by the code.

    Example, beside ``status = fields.Char(string="Status Code")``::

        status_label = label_of("status", string="Status")

    :param code: name of the field with Amazon's code; this one is called ``<code>_label``
    :param options: what else ``fields.Char`` takes
    """
    name = f"{code}_label"

    @api.depends(code)
    @api.depends_context("lang")
    def compute(records):
        for record in records:
            record[name] = in_words(record.env, record[code])

    return fields.Char(
        compute=compute, search=lambda _records, *term: _search(code, *term), **options
    )


def _search(code, operator, value):
    if operator not in ("ilike", "not ilike", "in", "not in"):
        return NotImplemented
    if operator in ("ilike", "not ilike") and isinstance(value, str):
        # "second day" finds SECOND_DAY and SecondDay.
        value = re.sub(r"[\s_]+", "%", value.strip())
    return [(code, operator, value)]
