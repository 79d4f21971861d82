"""Screens speak plain American English, one word for one thing, and say what to do next."""

import json
import re

from odoo.tests import tagged

from ..common import AmazonCommon

# What was read with a stumble once, and British spelling: none of it comes back.
STUMBLES = re.compile(
    r"\bby itself\b|\bby themselves\b|Go on\?|asks for patience|record of his own|"
    r"Is told of what|dead credentials|Odoo Writes to Buyers|Hours to Show Up|Usual Cancel|"
    r"\b[Aa]uthoris|[Ff]ulfilment|[Cc]atalogue|[Dd]ialogue|[Ss]ynchronis|[Cc]olour|\bcentres?\b"
)
EMPTY = ("order", "listing", "shipment", "cancellation", "return", "fulfillment", "submission")


@tagged("post_install", "-at_install")
class TestWording(AmazonCommon):
    def shown_texts(self):
        """Everything of ours that screens show: (where, text)."""
        own = [("module", "=", "amazon_connector")]
        for record in self.env["ir.model.data"].search([*own, ("model", "=", "ir.ui.view")]):
            yield record.name, self.env["ir.ui.view"].browse(record.res_id).arch_db
        actions = self.env["ir.model.data"].search([*own, ("model", "=", "ir.actions.act_window")])
        for record in actions:
            action = self.env["ir.actions.act_window"].browse(record.res_id)
            yield record.name, f"{action.name} {action.help or ''}"
        for model in self.env.values():
            for name, field in model._fields.items():
                if field._module == "amazon_connector" and not model._abstract:
                    words = [field.string, field.help]
                    if field.type == "selection" and isinstance(field.selection, list):
                        words += [label for _value, label in field.selection]
                    yield f"{model._name}.{name}", " ".join(filter(None, words))

    def test_nobody_stumbles_over_a_word(self):
        for place, text in self.shown_texts():
            # Names of models, fields and tests of the client stand in attributes.
            visible = re.sub(r'\b(?:name|id|ref|model|class|invisible)="[^"]*"', "", text or "")
            if found := STUMBLES.search(visible):
                with self.subTest(place=place):
                    self.fail(found.group())

    def test_an_empty_list_leads_on(self):
        for kind in EMPTY:
            action = self.env.ref(f"amazon_connector.amazon_{kind}_action")
            target = re.search(r'<a [^>]*name="([\w.]+)"', str(action.help))
            with self.subTest(kind=kind):
                self.assertIn('type="action"', str(action.help))
                self.assertTrue(self.env.ref(target.group(1)))

    def test_the_end_stands_last_in_the_status_bar(self):
        states = [state for state, _label in self.env["amazon.order"]._fields["state"].selection]
        self.assertLess(states.index("held"), states.index("done"))
        self.assertLess(states.index("failed"), states.index("done"))

    def test_a_payload_is_laid_out_to_be_read(self):
        ref = self.amazon.place_order(sku="MUG")
        self.sync_orders()
        order = self.document(ref)

        self.assertGreater(order.payload_text.count("\n"), 10)
        self.assertEqual(json.loads(order.payload_text), json.loads(order.payload))
        order.payload = "<html>"
        self.assertEqual(order.payload_text, "<html>")
        self.assertNotIn('name="payload"', order.get_view(view_type="form")["arch"])
