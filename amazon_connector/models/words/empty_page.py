"""What a list says that has nothing to show."""

from markupsafe import Markup


def say_empty(sentence):
    """:return: ``Markup`` for the ``help`` of a window action, as Odoo's own have it"""
    return Markup("<p class='o_view_nocontent_smiling_face'>%s</p>") % sentence
