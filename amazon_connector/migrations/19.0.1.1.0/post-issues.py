"""What waits for a person was known by an activity's title: now it is an issue, told anew."""

from odoo import SUPERUSER_ID, api

OUTBOXES = ("amazon.shipment", "amazon.submission", "amazon.cancellation")
WARNING = ["mail.mail_activity_data_warning"]


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    stores = env["amazon.store"].search([])
    stores.activity_unlink(WARNING, only_automated=True)
    env["amazon.order"]._follow_holds(stores)
    failed = env["amazon.order"].search([("state", "=", "failed"), ("next_try", "=", False)])
    failed.activity_unlink(WARNING, only_automated=True)
    failed._tell_failed()
    for model_name in OUTBOXES:
        told = [("state", "=", "failed"), ("activity_ids", "!=", False)]
        refused = env[model_name].search(told)
        refused.activity_unlink(WARNING, only_automated=True)
        for document in refused:
            document._refuse(document.reason or "")
