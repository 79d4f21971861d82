"""What Odoo calls when the addon goes."""

MODULE = "amazon_connector"
# Records of Odoo's that come with the addon → where documents may refer to them.
USES = {
    "product.product": (("sale.order.line", "product_id"), ("account.move.line", "product_id")),
    "account.payment.term": (
        ("sale.order", "payment_term_id"),
        ("account.move", "invoice_payment_term_id"),
    ),
}


def uninstall_hook(env):
    """Before the addon's data is deleted: what cannot be, Odoo need not try.

    Each try would end in an error in the log. What documents refer to is the company's from now
    on, archived; rows of the addon's own models go with their tables.
    """
    data = env["ir.model.data"].search([("module", "=", MODULE)])
    kept = data.filtered(lambda row: row.model.startswith("amazon."))
    for model, uses in USES.items():
        used = _find_used(env, model, data, uses)
        used.action_archive()
        kept |= _get_rows(data, used)
        if model == "product.product":
            kept |= _get_rows(data, used.product_tmpl_id)
    kept.unlink()


def _find_used(env, model, data, uses):
    """:return: the records of a model that came with the addon and that documents refer to"""
    ids = data.filtered(lambda row: row.model == model).mapped("res_id")
    used = env[model]
    for referring, field in uses:
        lines = env[referring].with_context(active_test=False).sudo()
        ((records,),) = lines._read_group([(field, "in", ids)], aggregates=[f"{field}:recordset"])
        used |= records
    return used


def _get_rows(data, records):
    return data.filtered(lambda row: row.model == records._name and row.res_id in records.ids)
