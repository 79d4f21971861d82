"""The points of Amazon's data protection policy, in the order in which they are shown."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# Key → what Amazon demands, what the connector does for it.
POINTS = (
    (
        "encryption",
        (
            _lt("Credentials are encrypted where they are stored."),
            _lt(
                "Client secrets and refresh tokens are encrypted with a key that only the server "
                "has; nobody can read them on a screen."
            ),
        ),
    ),
    (
        "transit",
        (
            _lt("Buyers' data travel encrypted."),
            _lt("Amazon is spoken to by https alone. How people reach Odoo is the server's."),
        ),
    ),
    (
        "rotation",
        (
            _lt("Client secrets are changed every 180 days."),
            _lt("The responsible person is told 30 and 7 days before."),
        ),
    ),
    (
        "retention",
        (
            _lt("Buyers are forgotten 30 days after shipment, unless a law asks for more."),
            _lt(
                "A daily job erases payloads, contacts that exist only for Amazon, gift messages, "
                "labels and log lines, and reports it. Contacts on invoices stay."
            ),
        ),
    ),
    (
        "access",
        (
            _lt("Each person has a login of their own, and sees what their work needs."),
            _lt("Amazon's orders are seen by three groups alone, each in its own companies."),
        ),
    ),
    (
        "passwords",
        (
            _lt("Passwords have 12 characters or more, and administrators a second factor."),
            _lt("Odoo checks both, once they are switched on in Settings."),
        ),
    ),
    (
        "logging",
        (
            _lt("Who sees buyers' data is logged for 12 months, and the log names no buyer."),
            _lt("Opening and exporting what Amazon sent is recorded; logs hold no buyers' data."),
        ),
    ),
    (
        "backups",
        (
            _lt("Backups are encrypted and erased in time, too."),
            _lt("Nothing: back up the server's key apart from the database."),
        ),
    ),
    (
        "network",
        (
            _lt("Firewall, malware protection, updates and a yearly test of the server."),
            _lt("Nothing: this is the hosting's."),
        ),
    ),
    (
        "incidents",
        (
            _lt("A plan for incidents; Amazon is told within 24 hours (security@amazon.com)."),
            _lt("Disconnect takes away all credentials at once."),
        ),
    ),
)
