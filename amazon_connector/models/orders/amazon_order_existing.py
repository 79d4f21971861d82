"""Amazon orders that are sales orders already: adopted, or left to a person, never made twice.

So it is after the connector was installed anew, and with sales orders of another connector.
"""

from odoo import api, models
from odoo.fields import Domain

# How sales orders are named after an Amazon order, here and by others who import them.
NAMING_SCHEMES = (
    "{ref}",
    "#{ref}",
    "Amazon {ref}",
    "Amazon Order {ref}",
    "Amazon: {ref}",
    "Amazon/{ref}",
    "Amazon-{ref}",
    "AMAZON {ref}",
    "AMZ {ref}",
    "AMZ/{ref}",
    "AMZ-{ref}",
    "AMZ_{ref}",
    "AMZ{ref}",
    "FBA {ref}",
    "FBA/{ref}",
    "FBA-{ref}",
    "FBM {ref}",
    "FBM/{ref}",
    "FBM-{ref}",
    "SO {ref}",
    "SO/{ref}",
    "SO{ref}",
)
NAMED_IN = ("client_order_ref", "origin", "name")


class AmazonOrder(models.Model):
    _inherit = "amazon.order"

    @api.model
    def _get_naming_schemes(self) -> tuple[str, ...]:
        """How sales orders may be named after Amazon's number. A hook; add those of your company::

            def _get_naming_schemes(self):
                return (*super()._get_naming_schemes(), "WEB-{ref}")

        :return: texts in which ``{ref}`` stands for Amazon's number
        """
        return NAMING_SCHEMES

    @api.model
    def _find_existing_sales(self, refs, company) -> dict[str, models.Model]:
        """The sales orders of a company that bear Amazon's numbers, with one search; never creates.

        :param refs: Amazon order ids
        :param company: ``res.company``
        :return: dict Amazon order id → ``sale.order``, those that are not cancelled; without a key
            where there is none
        """
        named = self._get_names_of_sales(refs, company)
        sales = self.env["sale.order"].search(
            Domain.OR([[(field, "in", list(names))] for field, names in named.items()])
            & Domain([("company_id", "=", company.id), ("state", "!=", "cancel")])
        )
        found: dict[str, models.Model] = {}
        for sale in sales:
            told = {names[sale[field]] for field, names in named.items() if sale[field] in names}
            for ref in told:
                found[ref] = found.get(ref, sale) | sale
        return found

    @api.model
    def _get_names_of_sales(self, refs, company) -> dict[str, dict[str, str]]:
        """What sales orders of Amazon's numbers may be called, here and by other connectors.

        :return: dict field of ``sale.order`` → its texts → Amazon order ids
        """
        schemes = self._get_naming_schemes()
        names = {scheme.format(ref=ref): ref for ref in refs for scheme in schemes}
        named = {field: dict(names) for field in NAMED_IN}
        for field, before, after in self.env["amazon.takeover.scheme"]._get_chosen(company):
            own = {f"{before}{ref}{after}": ref for ref in refs}
            named.setdefault(field, {}).update(own)
        return named

    def _adopt_sales(self, orders):
        """Take over sales orders that stand for these orders already; hold what is not clear.

        :param orders: dict document → ``spapi.orders.Order``
        :return: the documents that may go on
        """
        held = self.browse()
        new = self.filtered(lambda document: not document.sale_order_id)
        for company, documents in new.grouped("company_id").items():
            known = self._find_existing_sales(documents.mapped("amazon_ref"), company)
            for document in documents.filtered(lambda doc, known=known: doc.amazon_ref in known):
                sales = known[document.amazon_ref]
                if not document._adopt(sales, orders[document]):
                    document._hold(document._get_existing_reason(sales), "sale:")
                    held |= document
        return self - held

    def _adopt(self, sales, order):
        """Make the one sales order that has just this order's lines its own.

        :param sales: ``sale.order`` that bear the order's number
        :return: whether that was possible
        """
        if len(sales) > 1 or sales.amazon_order_ids:
            return False
        wanted = self._get_mapper()._prepare_sale_order_lines(self, order)
        lines = sales._match_amazon_lines(wanted)
        if not lines or sales.currency_id != self.currency_id:
            return False
        for line, vals in lines.items():
            line._adopt_for_amazon(vals)
        sales.amazon_store_id = self.store_id
        keys = self._get_address_keys({self: order})
        self.write({"sale_order_id": sales.id, "address_key": keys[self]})
        return True

    def _get_existing_reason(self, sales):
        names = ", ".join(sales.mapped("name"))
        linked = sales.amazon_order_ids.account_id
        if linked:
            return self.env._(
                "It is sales order %(sales)s already, imported by account %(account)s. Ignore it "
                "here, or cancel that sales order and press Try Again.",
                sales=names,
                account=", ".join(linked.mapped("name")),
            )
        return self.env._(
            "Sales order %(sales)s bears this Amazon number, with other products, quantities or "
            "prices. Correct it, or cancel it, then press Try Again; or ignore the Amazon order.",
            sales=names,
        )

    def action_view_existing_sales(self):
        """The sales orders that bear this order's number.

        :return: window action
        """
        self.ensure_one()
        found = self._find_existing_sales([self.amazon_ref], self.company_id)
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        sales = found.get(self.amazon_ref, self.env["sale.order"])
        return dict(action, domain=[("id", "in", sales.ids)], context={})
