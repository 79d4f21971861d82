"""One quantity of one listing on its way to Amazon."""

from odoo import fields, models

from ...spapi.redact import redact
from ...spapi.words import ACCEPTED, INFO, WARNING
from .amazon_submission import FEED_PATIENCE


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
            ("lost", "No answer"),
        ],
        default="pending",
        required=True,
        index=True,
        help="No answer: Amazon did not say that it accepted the quantity; it is told again.",
    )
    reason = fields.Text()

    # Which messages count

    def _get_waiting(self):
        """Listings for which a newer quantity waits, so that none overtakes it.

        It waits for what is not sent yet, which is sent as it is true by then, and for a feed
        that was sent a moment ago; but nothing that is sold out waits for a feed, nor for one
        that an earlier run could not send.

        :return: ``amazon.listing``
        """
        since = fields.Datetime.now() - FEED_PATIENCE
        return self.filtered(lambda message: message._keeps_back(since)).listing_id

    def _keeps_back(self, since):
        """:param since: feeds that were sent before then are waited for no longer (UTC)"""
        listing, submission = self.listing_id, self.submission_id
        if self.state == "pending":
            return submission.channel == "patch" or not listing._is_newly_sold_out()
        return submission.sent_at > since and bool(listing.wanted_quantity or not self.quantity)

    def _filter_newest(self):
        """Those after which their listing was told nothing else."""
        groups = self._read_group(
            [("listing_id", "in", self.listing_id.ids), ("state", "!=", "pending")],
            ["listing_id"],
            ["id:max"],
        )
        newest = dict(groups)
        return self.filtered(lambda message: newest.get(message.listing_id) == message.id)

    # What becomes of them

    def _mark_sent(self):
        """The messages are in Amazon's hands: remember what it was told."""
        self.write({"state": "sent"})
        for message in self:
            message.listing_id._remember_told(message.quantity, message.lead_time)

    def _accept(self):
        """Amazon took these quantities; a newer one that came before them was overwritten."""
        self.write({"state": "accepted"})
        newest = self._filter_newest()
        (self - newest).listing_id._tell_again()
        for message in newest:
            message.listing_id._remember_told(message.quantity, message.lead_time)
        newest.listing_id._remember_taken()

    def _settle_patches(self, answers):
        """Keep what Amazon answered to patches.

        :param answers: dict message id → what ``_patch`` returned, or the error that came instead
            of an answer
        """
        answered = self.filtered(lambda message: message.id in answers)
        silent = answered.filtered(lambda message: not isinstance(answers[message.id], tuple))
        for message in silent:
            message._lose(str(answers[message.id]))
            message.listing_id._remember_unanswered(message.reason)
        answered -= silent
        refused = answered.filtered(lambda message: answers[message.id][0])
        taken = answered - refused
        taken._accept()
        for message in taken.filtered(lambda message: answers[message.id][1]):
            message.reason = redact(answers[message.id][1])
            message.listing_id._leave_lead_time(message.lead_time)
        for message in taken.filtered(lambda message: answers[message.id][2]):
            message.reason = redact("; ".join(filter(None, answers[message.id][1:])))
        for message in refused:
            message._refuse(answers[message.id][0])

    def _get_refusal(self, result):
        """Why a patch came to nothing: what Amazon does not call accepted is not.

        :param result: ``spapi.listings.SubmissionResult``
        :return: Amazon's words, or False
        """
        if result.status == ACCEPTED:
            return False
        return "; ".join(_get_errors(result)) or self.env._(
            "Amazon answered %s without a reason.", result.status
        )

    def _get_objection(self, result):
        """What Amazon finds wrong with a patch that it calls accepted.

        It is often about other values of the listing. Whether the quantity counts is seen in the
        next report; these words stand on the message until then.

        :return: Amazon's words, or False
        """
        return "; ".join(_get_errors(result)) or False

    def _refuse(self, reason):
        """Amazon does not take this quantity: it is told again changed, or after a while."""
        reason = redact(reason)
        self.write({"state": "refused", "reason": reason})
        self.listing_id._remember_told(self.quantity, self.lead_time)
        self.listing_id._remember_refused(reason)
        if not self.lead_time and (refused := self.listing_id.refused_lead_time):
            # Refused without one as well: a lead time is not to blame, and is tried again, but
            # no sooner than the quantity.
            self.listing_id.write({"refused_lead_time": 0, "pushed_lead_time": refused})

    def _refuse_in_feed(self, reason):
        """Amazon does not take a message of a feed, perhaps for its lead time alone.

        Then the quantity is told again without one; if that is refused too, it was not for that.
        """
        if self.lead_time:
            self.write({"state": "refused", "reason": redact(reason)})
            self.listing_id._leave_lead_time(self.lead_time)
            self.listing_id._tell_again()
        else:
            self._refuse(reason)

    def _lose(self, reason):
        """Nobody knows what became of these quantities: the next run tells them again."""
        open_ones = self.filtered(lambda message: message.state in ("pending", "sent"))
        newest = open_ones._filter_newest() | open_ones.filtered(
            lambda message: message.state == "pending"
        )
        open_ones.write({"state": "lost", "reason": redact(reason)})
        newest.listing_id._tell_again()


def _get_errors(result):
    """:return: list of Amazon's words on what is wrong, not of its warnings"""
    return [issue.message for issue in result.issues if issue.severity not in (WARNING, INFO)]
