"""Whether open issues of a store come by e-mail, too."""

from odoo import fields, models


class AmazonStore(models.Model):
    _inherit = "amazon.store"

    mail_issues = fields.Boolean(
        string="Daily E-Mail of Issues",
        help="Once a day, the responsible person of the account gets one e-mail with all open "
        "issues of the store; none on days without. Activities are planned in any case.",
    )
