"""No two fields of a model are called the same: in filters and exports nobody tells them apart."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLabels(TransactionCase):
    def test_no_field_of_ours_has_the_label_of_another(self):
        # Odoo warns of them too, but only while the addon is installed.
        alike = [
            f"{name}: {', '.join(field.name for field in fields)} are called {label}"
            for name, model in self.env.registry.items()
            for label, fields in self._group_by_label(model).items()
            if len(fields) > 1 and any(self._is_ours(field) for field in fields)
        ]
        self.assertEqual(alike, [])

    def _group_by_label(self, model):
        groups = {}
        for field in model._fields.values():
            groups.setdefault(field.string, []).append(field)
        return groups

    def _is_ours(self, field):
        return (field._module or "").startswith("amazon_connector")
