"""Many rows at once, made by SQL from one that is there."""

from odoo.tools import SQL


def copy_rows(record, count: int, **columns: str) -> int:
    """Copy the row of a record by SQL: what Odoo would do for each new record is left out.

    :param columns: expressions of ``number`` (from 1 on) for what differs; ``copy.number``
        where the table has a column of that name
    :return: what to add to the number of a copy to get its id
    """
    env, table = record.env, SQL.identifier(record._table)
    ((first,),) = env.execute_query(SQL("SELECT max(id) FROM %s", table))
    names = [name for name, field in record._fields.items() if field.store and field.column_type]
    names.remove("id")
    values = [
        SQL(columns[name]) if name in columns else SQL.identifier("t", name)  # pylint: disable=sql-injection
        for name in names
    ]
    env.cr.execute(
        SQL(
            "INSERT INTO %s (id, %s) SELECT %s + copy.number, %s"
            " FROM %s t, generate_series(1, %s) AS copy(number) WHERE t.id = %s",
            table,
            SQL(", ").join(map(SQL.identifier, names)),
            first,
            SQL(", ").join(values),
            table,
            count,
            record.id,
        )
    )
    env.cr.execute(
        "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [record._table, first + count]
    )
    return first
