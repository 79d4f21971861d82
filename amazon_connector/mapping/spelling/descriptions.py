"""Descriptions of products, which Amazon tells as plain text or as HTML without saying which."""

import re
from html import unescape

from lxml.html.defs import tags
from markupsafe import Markup

from odoo.tools import html_sanitize, plaintext2html

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(tags))})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_NO_TAG = re.compile(rf"<(?!{_TAG.pattern[1:]}|!--)", re.IGNORECASE)
# Without its semicolon, "&reg" may be the begin of a word.
_ENTITY = re.compile(r"&#?\w+;")


def to_html(text: str) -> Markup:
    """Give a description as clean HTML in which no word of it is lost.

    :param text: words in angle brackets that are no tags of HTML, ``<5 kg>``, are words
    """
    if not _TAG.search(text):
        return plaintext2html(_ENTITY.sub(lambda found: unescape(found[0]), text))
    return html_sanitize(_NO_TAG.sub("&lt;", text))
