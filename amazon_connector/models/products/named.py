"""Records that are known by their name: found in any language and spelling, else made once."""

from odoo.tools import SQL


def get_or_create_named(model, names, fitting=(), **vals):
    """The records of these names, made where there are none; ``take_turn`` comes first.

    :param model: empty recordset of a model with a ``name``
    :param names: texts; those that differ in capital letters alone are one
    :param fitting: domain of the records that will do
    :param vals: values of those that are made, besides their name
    :return: dict name in small letters → record
    """
    wanted = {}
    for name in filter(None, names):
        wanted.setdefault(name.lower(), name)
    if not wanted:
        return {}
    found = find_named(model, wanted.values(), fitting)
    missing = [name for key, name in wanted.items() if key not in found]
    created = model.create([{**vals, "name": name} for name in missing])
    return found | {name.lower(): record for name, record in zip(missing, created, strict=True)}


def find_named(model, names, fitting=()):
    """The oldest active record that has a name in any language; never creates.

    :param names: texts, written in any way
    :return: dict of those that exist, in small letters → record
    """
    model.flush_model()
    table = SQL.identifier(model._table)
    if model._fields["name"].translate:
        source = SQL("%s AS t, LATERAL jsonb_each_text(t.name) AS said", table)
        name = SQL("said.value")
    else:
        source, name = SQL("%s AS t", table), SQL("t.name")
    # PostgreSQL makes both small: of some letters, as of the Turkish İ, Python makes others.
    query = SQL(
        "SELECT t.id, wanted.name FROM unnest(%(names)s::text[]) AS wanted(name), %(source)s"
        " WHERE lower(%(name)s) = lower(wanted.name) ORDER BY t.id DESC",
        name=name,
        source=source,
        names=list(names),
    )
    rows = model.env.execute_query(query)
    domain = [("id", "in", [id_ for id_, _name in rows]), *fitting]
    good = set(model.search(domain)._ids) if rows else set()
    return {name.lower(): model.browse(id_) for id_, name in rows if id_ in good}
