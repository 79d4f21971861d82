"""Words of the dashboard's stories."""

import json
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..common import AmazonCommon
from ..settlements.common import commission, report, row, sale


class DashboardCommon(AmazonCommon):
    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()

    def order(self, hours, **wish):
        """An order that Amazon wants shipped in so many hours."""
        ref = self.amazon.place_order(**{"sku": "MUG", "unit_price": "10.00", **wish})
        self.sync_orders()
        self.document(ref).ship_by = self.now + timedelta(hours=hours)
        return self.document(ref)

    def bring_settlement(self):
        """A settlement with a fee of 7.00 that the fee map does not know."""
        unknown = row("ServiceFee", "Brand New Fee", "Base fee", "-7.00")
        text = report([sale(order_id="1-2-3", sku="MUG"), commission(), unknown])
        settlement = self.env["amazon.settlement"].create_from_file(
            self.account, "june.txt", text.encode()
        )
        settlement.action_process()
        return settlement

    def card(self, store=None, user=None):
        """What the card of a store says, to a user."""
        self.env.flush_all()
        self.env.invalidate_all()
        store = store or self.store
        return json.loads((store.with_user(user) if user else store).dashboard)

    def listed(self, name, store=None, user=None):
        """The records of the list that a figure of the card opens."""
        store = (store or self.store).with_user(user or self.env.user)
        return self.shown(store.with_context(amazon_figure=name).action_open_figure(), store.env)

    def shown(self, action, env=None):
        """The records that a window action shows, with the filters that it starts with."""
        model = (env or self.env)[action["res_model"]]
        arch = etree.fromstring(model.get_view(view_type="search")["arch"])
        context, domain = (self._read(action.get(name)) for name in ("context", "domain"))
        domain = Domain(domain or [])
        for key, value in (context or {}).items():
            name = key.removeprefix("search_default_")
            if name != key:
                (node,) = arch.xpath(f"//*[self::field or self::filter][@name='{name}']")
                own = [(name, "=", value)] if node.tag == "field" else safe_eval(node.get("domain"))
                domain &= Domain(own)
        return model.search(domain)

    def _read(self, text):
        return safe_eval(text) if isinstance(text, str) else text
