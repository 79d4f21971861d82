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
    return {lang: told[lang] for lang in get_spoken(record, told) if told[lang] == own}


def get_told(record, name):
    """What a text says in each language that is translated sentence by sentence, as a description
    is: a new text takes the place of all of them.

    :param name: of a field of the record
    :return: dict language → text; empty where a field is not translated so, or says nothing
    """
    field = record._fields[name]
    return dict(field._get_stored_translations(record) or {}) if callable(field.translate) else {}


def write_all(record, name, texts):
    """:param texts: dict language → text, of ``get_same``"""
    for lang, text in texts.items():
        record.with_context(lang=lang)[name] = text


def put_back(record, name, texts):
    """:param texts: dict language → text, of ``get_same`` or of ``get_told``"""
    field, lang = record._fields[name], record.env.lang or "en_US"
    spoken = {other: texts[other] for other in get_spoken(record, texts)}
    if field.translate is True:
        write_all(record, name, spoken)
        return
    own = spoken.get(lang) or spoken["en_US"]
    record[name] = own
    others = {other: text for other, text in spoken.items() if other != lang}
    sentences = field.get_translation_dictionary(own, others)
    translated = {
        other: {sentence: said[other] for sentence, said in sentences.items()} for other in others
    }
    record.update_field_translations(name, translated, source_lang=lang)


def get_spoken(record, texts):
    """:return: list of those languages of some texts that are installed still"""
    installed = {"en_US", *(code for code, _name in record.env["res.lang"].get_installed())}
    return [lang for lang in texts if lang in installed]
