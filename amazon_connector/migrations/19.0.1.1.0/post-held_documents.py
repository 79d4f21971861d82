"""Orders that are on hold do not say yet what they wait for: they are looked at once more."""


def migrate(cr, version):
    cr.execute(
        "UPDATE amazon_order SET next_try = now() AT TIME ZONE 'UTC' "
        "WHERE state = 'held' AND hold_key IS NULL"
    )
