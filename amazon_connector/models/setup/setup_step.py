"""A step of the set-up: what it is, who can take it, why it is needed."""

from dataclasses import dataclass

from odoo.tools.translate import LazyGettext


@dataclass(frozen=True)
class SetupStep:
    """One line of the checklist of an account or a store.

    Done or not is never stored: it is what the records say.

    :param code: names the methods of the record: ``_is_set_up_<code>`` says whether the step is
        done, ``_get_set_up_<code>`` what has been chosen or proposed so far
    :param name: what is done, in a few words
    :param why: what it is needed for
    :param who: ``owner`` of the Amazon account, ``admin`` of the connector, or ``accountant``
    :param is_required: whether the store waits for it; else it is for later
    :param act: method of the record that does, proposes or tests it
    :param act_kind: label of its button: ``test``, ``load``, ``propose`` or ``go``
    :param place: method of the record that opens where it is set
    :param shows: model that is shown there, where it is not the record itself: who may not see it
        is not led there
    """

    code: str
    name: LazyGettext
    why: LazyGettext
    who: str = "admin"
    is_required: bool = True
    act: str = ""
    act_kind: str = ""
    place: str = ""
    shows: str = ""
