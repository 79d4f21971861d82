"""One quantity of one listing on its way to Amazon."""

from odoo import fields, models


class AmazonSubmissionMessage(models.Model):
    _name = "amazon.submission.message"
    _description = "Amazon Submission Message"
    _rec_name = "listing_id"

    submission_id = fields.Many2one(
        "amazon.submission", required=True, ondelete="cascade", index=True
    )
    store_id = fields.Many2one(related="submission_id.store_id", store=True, index=True)
    company_id = fields.Many2one(related="submission_id.company_id", store=True)
    listing_id = fields.Many2one("amazon.listing", required=True, ondelete="cascade", index=True)
    quantity = fields.Integer(required=True)
    lead_time = fields.Integer()
    state = fields.Selection(
        [
            ("pending", "To send"),
            ("sent", "Sent"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
        ],
        default="pending",
        required=True,
        index=True,
    )
    reason = fields.Text()

    def _mark_sent(self):
        """The messages are in Amazon's hands: remember what it was told."""
        self.write({"state": "sent"})
        self._remember()

    def _remember(self):
        for message in self:
            message.listing_id.write(
                {
                    "pushed_quantity": message.quantity,
                    "pushed_at": fields.Datetime.now(),
                    "push_error": False,
                }
            )

    def _settle(self, issues):
        """Amazon's answer for one message.

        :param issues: ``spapi`` issues; an error among them means that the number was not taken
        """
        errors = [issue for issue in issues if issue.severity == "ERROR"]
        if errors:
            self._refuse("; ".join(issue.message for issue in errors))
            return
        self.write({"state": "accepted"})
        self._remember()

    def _refuse(self, reason):
        self.write({"state": "refused", "reason": reason})
        self._remember()
        self.listing_id.push_error = reason

    def _forget(self):
        """The batch was lost at Amazon: the next run tells these quantities again."""
        self.write({"state": "refused"})
        self.listing_id.write({"pushed_at": False})
