"""Amazon's lists are open: fields that were selections are texts now, and keep their values.

Odoo removes the options of a selection one by one, and asks the field what becomes of records
that have them, which a text cannot answer. So the options go first.
"""

OPENED = [("amazon.order", "fulfilled_by"), ("amazon.listing", "status")]


def migrate(cr, version):
    cr.execute(
        """
        DELETE FROM ir_model_fields_selection AS option
         USING ir_model_fields AS field
         WHERE option.field_id = field.id AND (field.model, field.name) IN %s
     RETURNING option.id
        """,
        (tuple(OPENED),),
    )
    options = tuple(option for (option,) in cr.fetchall())
    if options:
        cr.execute(
            "DELETE FROM ir_model_data WHERE model = 'ir.model.fields.selection' AND res_id IN %s",
            (options,),
        )
