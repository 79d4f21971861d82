"""Acting on many records at once, so that one that fails does not keep the others."""

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
