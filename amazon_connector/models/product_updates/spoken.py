"""A name in several languages: those that say the same are one text, which changes as one.

Odoo writes a translated field in the language of whoever writes, a job in English: who reads it in
another language would go on reading what was there before.
"""


def get_same(record, name):
    """The languages in which a field says the same as in the record's own: nobody has translated
    it there.

    :param name: of a field of the record
    :return: dict language → text; empty where a field has no translations as a whole
    """
    field = record._fields[name]
    if field.translate is not True:
        return {}
    told = field._get_stored_translations(record) or {}
    own = told.get(record.env.lang or "en_US", told.get("en_US"))
    spoken = {"en_US", *(code for code, _name in record.env["res.lang"].get_installed())}
    return {lang: text for lang, text in told.items() if lang in spoken and text == own}


def write_all(record, name, texts):
    """:param texts: dict language → text"""
    for lang, text in texts.items():
        record.with_context(lang=lang)[name] = text
