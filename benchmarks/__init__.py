"""How fast the connector works, measured against the naive way in the same run.

Odoo's addons can be imported once its configuration is read, so that comes first.
"""

import os

import odoo.addons  # noqa: F401 - the namespace that the configuration fills
from odoo.tools import config

config.parse_config(["-c", os.environ["ODOO_RC"]], setup_logging=True)
