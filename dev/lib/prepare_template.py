"""Run in an Odoo shell: makes a database that can be copied without its file store."""

env = globals()["env"]  # given by the shell

env["ir.config_parameter"].set_param("ir_attachment.location", "db")
env["ir.attachment"].force_storage()
# Browser tests then find the web client's bundles ready.
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
