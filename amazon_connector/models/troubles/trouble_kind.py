"""A kind of trouble: how it is worded, how bad it is, and what mends it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from odoo import fields
from odoo.api import Environment
from odoo.tools import format_date, formatLang
from odoo.tools.translate import LazyGettext

# What is shown: a term of ``LazyTranslate``, translated when it is shown, or plain text.
Term: TypeAlias = str | LazyGettext


@dataclass(frozen=True)
class TroubleKind:
    """What ``_get_trouble_kinds`` of a model says of one kind of trouble.

    Title and sentence name the arguments of the trouble as ``%(name)s``. They are worded in the
    reader's language when they are shown, never stored.

    :param title: a few words, the same for all troubles of the kind as far as possible
    :param sentence: what is wrong and what to do
    :param action: method of the record that opens or does the remedy
    :param action_text: label of its button
    :param severity: ``error`` or ``warning``
    :param patience: how long it may last before a person is told
    :param is_task: only a person can say that it is over, by marking the activity as done
    :param words: argument → its codes → their words in the reader's language, which may name
        other arguments
    """

    title: Term
    sentence: Term
    action: str = ""
    action_text: Term = ""
    severity: str = "error"
    patience: timedelta = timedelta()
    is_task: bool = False
    words: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)

    def word(self, env: Environment, arguments: Mapping[str, Any]) -> tuple[str, str, str]:
        """Title, sentence and label of the button of one trouble, in the language of ``env``.

        :param arguments: of the trouble; what is lacking shows as a dash
        """
        plain = {name: _plain(env, value) for name, value in arguments.items()}
        known = defaultdict(lambda: "–", plain)
        for name, words in self.words.items():
            code = str(arguments.get(name))
            known[name] = _translate(env, words.get(code, code)) % known
        title, sentence = _translate(env, self.title), _translate(env, self.sentence)
        return title % known, sentence % known, _translate(env, self.action_text)


def _translate(env: Environment, term: Term) -> str:
    return env._(term) if isinstance(term, LazyGettext) else term


def tell_amount(amount: float, currency: Any) -> dict[str, Any]:
    """:return: an amount as an argument of a trouble, which each reader sees in their own writing
    :param currency: ``res.currency``, for its decimals
    """
    digits = currency.decimal_places
    return {"amount": f"{amount:.{digits}f}", "digits": digits}


def tell_date(day: Any) -> dict[str, Any] | str:
    """:return: a date as an argument of a trouble, in each reader's own writing; a dash for none"""
    return {"date": fields.Date.to_string(day)} if day else "–"


def _plain(env: Environment, value: Any) -> str:
    match value:
        case {"amount": amount, "digits": digits}:
            return formatLang(env, float(amount), digits=digits)
        case {"date": day}:
            return format_date(env, day)
        case list():
            return ", ".join(map(str, value))
    return str(value)


def kind_of(key: str) -> str:
    """The kind of a trouble's key: what stands before the colon."""
    return key.partition(":")[0]
