"""Many records at once, or several steps of a run: what fails does not keep the others."""

from ...spapi.errors import Rejected, Throttled, Unavailable, UnreadablePayload
from .isolation import explain_failure, isolate, log_failure


def try_each(records, act) -> dict:
    """Act on records at once; where that fails, on parts of them, down to each alone.

    :param records: recordset; what is done to those that fail is undone
    :param act: function that takes a recordset
    :return: dict record → why it could not be done
    :raises ConcurrencyError: or another lost race; the transaction is dead
    """
    failed = {}

    def give_up(record, error):
        log_failure(record, error)
        failed[record] = explain_failure(record.env, error)

    isolate(records.env.cr, records, act, give_up)
    return failed


def try_steps(*steps) -> None:
    """Carry out the steps of a run; what Amazon does not do in one keeps none of the others back.

    :param steps: functions without parameters
    :raises SpApiError: or UnreadablePayload, of the last step that met one; at once where no answer
        came, or where the account needs a person
    """
    failure = None
    for step in steps:
        try:
            step()
        except (Rejected, Throttled, Unavailable, UnreadablePayload) as error:
            if isinstance(error, Unavailable) and error.status is None:
                raise
            failure = error
    if failure:
        raise failure
