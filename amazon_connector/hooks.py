"""What Odoo calls when the addon goes."""

import logging

from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

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
    _close_places(env)
    _delete_leftovers(env)


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


def _close_places(env):
    """Archive the FBA warehouses and the transfers for pending orders that hold nothing.

    Where goods lie or transfers are open, the company still needs them.
    """
    types = env["stock.warehouse"].search([]).amazon_pending_type_id
    places = env["stock.warehouse"].search([("amazon_account_id", "!=", False)])
    for type_ in types - _find_open(env, types):
        type_.active = False
    for warehouse in places.filtered(lambda place: not _has_goods(place)):
        try:
            with env.cr.savepoint():
                warehouse.active = False
        except UserError as error:
            # Odoo's own reasons: open moves, operation types of others that lead there.
            _logger.info("Warehouse %s stays: %s", warehouse.code, error)


def _find_open(env, types):
    """:return: those operation types that have open moves"""
    is_open = [("picking_type_id", "in", types.ids), ("state", "not in", ("done", "cancel"))]
    ((used,),) = env["stock.move"]._read_group(is_open, aggregates=["picking_type_id:recordset"])
    return used


def _has_goods(warehouse):
    within = [("location_id", "child_of", warehouse.view_location_id.id), ("quantity", "!=", 0)]
    return bool(warehouse.env["stock.quant"].search_count(within, limit=1))


def _delete_leftovers(env):
    """What bears no id of the addon: tasks on Odoo's own documents, and parameters."""
    env["amazon.trouble"].search([]).activity_id.unlink()
    env["ir.config_parameter"].search([("key", "=like", f"{MODULE}.%")]).unlink()
