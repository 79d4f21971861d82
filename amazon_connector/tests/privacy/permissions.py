"""Who may do what: every model, button and route of the addon, tried as each kind of user.

What a person is refused must be refused through RPC too. Each ``find_…`` answers with a list of
sentences, empty where all is well.
"""

import re
from ast import literal_eval
from pathlib import Path
from unittest.mock import patch

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user
from odoo.tools import SQL

from ...models.vault.secret import Secret
from ..connection.filling import Filling

TABLE = Path(__file__).parents[3] / "docs" / "access.md"
WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
OPERATIONS = ("read", "write", "create", "unlink")
KINDS = {
    "nobody": "base.group_user",
    "picker": "stock.group_stock_user",
    "user": "amazon_connector.group_user",
    "accountant": "amazon_connector.group_accountant",
    "manager": "amazon_connector.group_manager",
    "system": "amazon_connector.group_manager,base.group_system",
}
# Who has nothing to do with Amazon sees brands, which stand on products, and pickers the clock.
SEEN = {"nobody": {"amazon.brand"}, "picker": {"amazon.brand", "amazon.ship.by"}}
# Where buyers stand: not for accountants.
BUYERS = {"amazon.order", "amazon.order.item", "amazon.shipment", "amazon.disclosure"}
# The same for every company, or numbers that a worker leaves another one.
SHARED = {
    "amazon.signal",
    "amazon.brand",
    "amazon.carrier",
    "amazon.fee.kind",
    "amazon.marketplace",
    "amazon.settlement.rule",
}


class JobBegins(Exception):
    """Whoever has come so far runs a job of Amazon's."""


def _begin(*_args, **_kwargs):
    raise JobBegins


class Permissions(Filling):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            kind: new_test_user(cls.env, f"{kind}_tries", groups=groups)
            for kind, groups in KINDS.items()
        }
        cls.stranger = cls._create_stranger()

    # What there is

    def get_models(self, transient=False):
        return sorted(
            name
            for name, model in self.env.registry.items()
            if name.startswith("amazon.")
            and (model._module or "").startswith("amazon_connector")
            and not model._abstract
            and bool(model._transient) == transient
        )

    def get_buttons(self):
        """Set of tuples (model, method, context as text, groups) of all buttons and links in the
        addon's views, those on Odoo's own documents too.
        """
        data = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.view"), ("module", "=like", "amazon_connector%")]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id")).filtered("model")
        return {
            found
            for view in views
            for found in self._walk_buttons(etree.fromstring(view.arch), view.model, ())
        }

    def _walk_buttons(self, node, model, groups):
        own = (*groups, node.get("groups")) if node.get("groups") else groups
        field = node.tag == "field" and self.env[model]._fields.get(node.get("name"))
        if field and field.relational:
            model = field.comodel_name
        if node.tag in ("button", "a") and node.get("type") == "object":
            method = node.get("name")
            if model.startswith("amazon.") or "amazon" in method:
                yield model, method, node.get("context") or "{}", own
        for child in node.iterchildren(tag=etree.Element):
            yield from self._walk_buttons(child, model, own)

    # Trying

    def is_refused(self, person, model, method, *args, **kwargs):
        """Whether the rights refuse a call of RPC; whatever it does is undone."""
        env = self.env(user=person, context={})
        try:
            with self.env.cr.savepoint():
                call_kw(env[model], method, list(args), kwargs)
                raise UserWarning
        except AccessError:
            return True
        except Exception:  # noqa: BLE001 - any other refusal came after the rights
            return False
        finally:
            self.env.invalidate_all(flush=False)

    def try_model(self, person, name, record):
        """dict operation → whether the person may do it, as RPC answers."""
        ids = record.ids
        return {
            "read": not self.is_refused(person, name, "search_read", [], ["id"]),
            "write": not self.is_refused(person, name, "write", ids, {}),
            "create": not self.is_refused(person, name, "create", [{}]),
            "unlink": not self.is_refused(person, name, "unlink", ids),
        }

    # Findings

    def find_open_models(self, rights):
        """:param rights: dict (kind, model) → dict operation → bool"""
        found = []
        for (kind, name), may in rights.items():
            if kind in SEEN and (any(may.values()) and name not in SEEN[kind]):
                found.append(f"{kind} may use {name}")
            if kind in SEEN and any(may[operation] for operation in OPERATIONS[1:]):
                found.append(f"{kind} may change {name}")
            if kind == "accountant" and name in BUYERS and may["read"]:
                found.append(f"accountants see buyers in {name}")
            if may != {**may, **self._get_declared(kind, name)}:
                found.append(f"{kind} may do otherwise with {name} than its access rows say")
        return found

    def _get_declared(self, kind, name):
        """What the access rows say; a rule of one record may forbid what they allow."""
        model = self.env[name].with_user(self.people[kind])
        declared = {operation: model.has_access(operation) for operation in OPERATIONS}
        return {operation: may for operation, may in declared.items() if not may}

    def find_strange_records(self, records):
        """Records of one company that an administrator of another one sees."""
        return [
            f"another company sees {name}"
            for name in self.get_models()
            if name not in SHARED and self.env[name].with_user(self.stranger).search_count([])
        ] + [
            f"another company changes {name}"
            for name, record in records.items()
            if name not in SHARED
            and not self.is_refused(self.stranger, name, "write", record.ids, {})
        ]

    def find_shown_secrets(self):
        """Secrets that an answer of RPC holds, or that can be searched for."""
        found = []
        for model_name in self.get_models():
            for name, field in self.env[model_name]._fields.items():
                if isinstance(field, Secret):
                    found += self._find_shown(model_name, name)
        return found

    def _find_shown(self, model_name, name):
        record = self.env[model_name].search([], limit=1)
        plain = record[name] = "a-very-secret-word"
        self.env.flush_all()
        for kind, person in self.people.items():
            model = self.env(user=person, context={})[model_name]
            for method, args in (
                ("read", [record.ids, [name]]),
                ("search_read", [[], [name]]),
                ("web_read", [record.ids, {name: {}}]),
                ("export_data", [record.ids, [name]]),
                ("formatted_read_group", [[], [name], ["__count"]]),
                ("search_read", [[(name, "like", plain[:6])], ["id"]]),
            ):
                try:
                    answer = call_kw(model, method, args, {})
                except UserError:
                    continue
                # An answer that a search for the secret gives tells of it, whatever is in it.
                if plain in str(answer) or (answer and args[0] and method == "search_read"):
                    yield f"{kind} sees {model_name}.{name} by {method}"

    def find_open_buttons(self, records):
        """Buttons that do something for whom they are not offered."""
        found = []
        for model, method, context, groups in sorted(self.get_buttons()):
            record = records.get(model) or self.env[model].search([], limit=1)
            if not record:
                continue
            # What a button runs may stand in its context alone.
            told = literal_eval(context) if "entry_point" in context else {}
            for kind, person in {**self.people, "stranger": self.stranger}.items():
                offered = all(person.has_groups(each) for each in groups)
                sees = record.with_user(person).has_access("read")
                if offered and sees:
                    continue
                if written := self.find_written(person, model, method, record.ids, told):
                    way = ".".join((model, *(told.values() or [method])))
                    found.append(f"{kind} changes {', '.join(written)} by {way}")
        return found

    def find_written(self, person, model, method, ids, context):
        """Tables that a call of RPC writes into; whatever it does is undone.

        What only opens a page is nobody's harm: there, each one's rights hold again. A job that
        begins is harm enough: it would commit.
        """
        cursor = type(self.env.cr)
        execute, written = cursor.execute, set()

        def watch(cr, query, *args, **kwargs):
            code = query.code if isinstance(query, SQL) else query
            written.update(WRITING.findall(code if isinstance(code, str) else ""))
            return execute(cr, query, *args, **kwargs)

        env = self.env(user=person, context={})
        self.env.flush_all()
        try:
            with (
                patch.object(cursor, "execute", watch),
                patch.object(type(env["amazon.schedule"]), "_run", _begin),
                patch.object(type(env["amazon.operation"]), "_record", _begin),
                self.env.cr.savepoint(),
            ):
                call_kw(env[model], method, [ids], {"context": context})
                env.flush_all()
                raise UserWarning
        except UserWarning:
            return sorted(written - self.get_passing_tables())
        except JobBegins:
            return ["a job"]
        except Exception:  # noqa: BLE001 - refused, or stopped: what it had begun is undone
            return []
        finally:
            self.env.invalidate_all(flush=False)

    def get_passing_tables(self):
        """Tables of dialogues, which belong to who opened them."""
        return {model._table for model in self.env.registry.values() if model._transient}

    # The table

    def describe(self, rights):
        """The table *who may do what*, as it stands in the documentation."""
        kinds = list(KINDS)
        lines = [
            "# Who may do what",
            "",
            "Written by `./dev/access` from a test that logs in as each kind of user and tries "
            "every model through RPC. R reads, W writes, C creates, D deletes; which fields may be "
            "written is decided field by field, and each company sees its own records alone. "
            "Client secrets and tokens are read by nobody.",
            "",
            f"| model | {' | '.join(kinds)} |",
            f"|---|{'---|' * len(kinds)}",
        ]
        for name in self.get_models():
            cells = [self._word(rights[kind, name]) for kind in kinds]
            lines.append(f"| {self.env[name]._description} (`{name}`) | {' | '.join(cells)} |")
        return "\n".join(lines) + "\n"

    def _word(self, may):
        letters = zip("RWCD", OPERATIONS, strict=True)
        return "".join(letter for letter, operation in letters if may[operation]) or "–"
