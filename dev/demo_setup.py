"""Run in an Odoo shell: connects the demo database to the simulator at SIMULATOR_URL."""

import os

env = globals()["env"]  # given by the shell

accounts = env["amazon.account"].search([])
print(f"{len(accounts)} Amazon accounts; the simulator is at {os.environ['SIMULATOR_URL']}")
