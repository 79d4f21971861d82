"""With which settings new stores begin, among Odoo's settings of the whole database."""

from odoo import fields, models

STORE = "amazon.store"


def _choices(name):
    """The choices of a setting of the store, with those that extensions add."""
    return lambda self: self.env[STORE]._fields[name]._description_selection(self.env)


def _now(name):
    """What new stores begin with as long as nothing else is chosen."""
    return lambda self: self.env[STORE].default_get([name]).get(name)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    default_unknown_product_policy = fields.Selection(
        _choices("unknown_product_policy"),
        string="Amazon: Unknown Products",
        default_model=STORE,
        default=_now("unknown_product_policy"),
    )
    default_customer_policy = fields.Selection(
        _choices("customer_policy"),
        string="Amazon: Customers",
        default_model=STORE,
        default=_now("customer_policy"),
    )
    default_tax_mode = fields.Selection(
        _choices("tax_mode"), string="Amazon: Taxes", default_model=STORE, default=_now("tax_mode")
    )
    default_accounting_mode = fields.Selection(
        _choices("accounting_mode"),
        string="Amazon: Accounting",
        default_model=STORE,
        default=_now("accounting_mode"),
    )
    default_invoicing = fields.Selection(
        _choices("invoicing"),
        string="Amazon: Invoices",
        default_model=STORE,
        default=_now("invoicing"),
    )
    default_stock_basis = fields.Selection(
        _choices("stock_basis"),
        string="Amazon: What Counts as Stock",
        default_model=STORE,
        default=_now("stock_basis"),
    )
    default_notify_buyers = fields.Boolean(
        string="Amazon: Emails and SMS to Buyers",
        default_model=STORE,
        default=_now("notify_buyers"),
    )
