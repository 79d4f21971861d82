"""Sending quantities, one by one or as a feed, and what follows from Amazon's answers."""

from datetime import timedelta
from functools import partial

from odoo import models
from odoo.tools import split_every

from ...spapi.errors import Rejected, SpApiError, Throttled, Unavailable, UnreadablePayload
from ...spapi.listings import listings_feed, split_messages
from ...spapi.redact import redact
from ..sync.pacing import paced
from ..sync.races import in_new_transaction

PATCHES_PER_COMMIT = 12
# So many listings in a row without an answer: Amazon is away.
MOST_SILENT = 3

# A feed that has not ended by then is told to a person, and a week later no longer looked at.
LATE_FEED = timedelta(days=1)
DEAD_FEED = timedelta(days=7)


class AmazonSubmission(models.Model):
    _inherit = "amazon.submission"

    def _push(self, client):
        if self._adopt_feed(client):
            return
        messages = in_new_transaction(self.env, self._refresh_messages)
        if not messages:
            self._mark_sent()
            self._mark_confirmed()
        elif self.channel == "patch":
            self._push_patches(client, messages)
        else:
            self._push_feed(client, messages)

    def _refresh_messages(self):
        """What is sent is true now: quantities may have changed since they were written down.

        :return: the messages to send; what Amazon must no longer be told is gone
        """
        pending = self.message_line_ids.filtered(lambda line: line.state == "pending")
        wanted = self.env["amazon.listing"].search(
            [*self._get_listing_domain(self.store_id), ("id", "in", pending.listing_id.ids)]
        )
        gone = pending.filtered(lambda line: line.listing_id not in wanted)
        for message in pending - gone:
            vals = message.listing_id._prepare_message_vals()
            if any(message[name] != vals[name] for name in ("quantity", "lead_time")):
                message.write(vals)
        gone.unlink()
        return pending - gone

    def _push_patches(self, client, messages):
        """Patch listing by listing; what the quota does not carry goes on as a feed.

        Answers are kept by the dozen: whoever edits a listing meanwhile does not wait for Amazon.
        """
        for ids in split_every(PATCHES_PER_COMMIT, messages.ids):
            part = messages.browse(ids)
            answers, error = self._patch_part(client, part)
            # What Amazon has answered counts, whatever comes then.
            in_new_transaction(self.env, partial(part._settle_patches, answers))
            if isinstance(error, Throttled):
                self._go_on_without_patches(client, error)
                return
            if error:
                raise error
        self._mark_sent()
        self._mark_confirmed()

    def _patch_part(self, client, part):
        """Patch some listings. One that Amazon does not answer keeps no other back.

        :return: tuple (dict message id → what ``_patch`` returned, or the error that came instead
            of an answer; the error that ends the run, or None)
        """
        answers, silent = {}, []
        for message in part:
            try:
                answers[message.id] = self._patch(client, message)
                silent = []
            except Unavailable as error:
                silent.append(message.id)
                answers[message.id] = error
                if len(silent) == MOST_SILENT:
                    # It is not the listing but Amazon: all of them wait for the next run.
                    return {key: answers[key] for key in answers.keys() - silent}, error
            except SpApiError as error:
                return answers, error
        return answers, None

    def _patch(self, client, message):
        """Tell one quantity; where Amazon keeps its own lead time, the quantity without one.

        :return: tuple (why Amazon did not take the quantity, why not the lead time, what it finds
            wrong although it took the quantity), each or False
        """
        reason, objection = self._patch_once(client, message, message.lead_time)
        if not reason or not message.lead_time:
            return reason, False, objection
        # Whatever the words of the refusal: what is taken without lead time was refused for it.
        again, objection = self._patch_once(client, message, 0)
        return (again, False, False) if again else (False, reason, objection)

    def _patch_once(self, client, message, lead_time):
        """:return: tuple (why Amazon did not take it, what it finds wrong all the same)"""
        payload = self.env["amazon.stock.mapper"]._prepare_quantity_payload(
            message.quantity, lead_time
        )
        market = self.store_id.marketplace_id.code
        sku = message.listing_id.seller_sku
        try:
            result = paced(partial(client.patch_listings_item, sku, market, payload))
        except (Rejected, UnreadablePayload) as error:
            return str(error), False
        refusal = message._get_refusal(result)
        return refusal, not refusal and message._get_objection(result)

    def _go_on_without_patches(self, client, error):
        """The quota for patches is used up: the rest goes as one feed in this same run."""
        if self._is_feed_resting(self.store_id):
            # Feeds do not work: the rest goes one by one when the quota is back.
            raise error
        rest = self.message_line_ids.filtered(lambda line: line.state == "pending")
        if rest == self.message_line_ids:
            self.channel = "feed"
        else:
            self._move_to_sibling(rest)
            self._mark_sent()
            self._mark_confirmed()
            return
        self._push_feed(client, rest)

    def _push_feed(self, client, messages):
        """Send as many messages as a feed holds; the others follow with a feed of their own."""
        mapper = self.env["amazon.stock.mapper"]
        first = next(split_messages(map(mapper._prepare_feed_message, messages)))
        in_new_transaction(self.env, partial(self._move_to_sibling, messages[len(first) :]))
        content = listings_feed(self.account_id.selling_partner_id, first)
        in_new_transaction(self.env, self._announce_feed)
        feed_ref = self._create_feed(client, content, self.store_id.marketplace_id)
        in_new_transaction(self.env, partial(self._keep_feed, feed_ref, messages[: len(first)]))

    def _adopt_feed(self, client):
        """Take over the feed that an interrupted run has sent without learning its id.

        Its messages are those of this submission as they stand: they were written before.

        :return: whether there is one
        """
        feed_ref = self._find_announced_feed(client, self.store_id.marketplace_id)
        if feed_ref:
            sent = self.message_line_ids.filtered(lambda line: line.state == "pending")
            in_new_transaction(self.env, partial(self._keep_feed, feed_ref, sent))
        return bool(feed_ref)

    def _keep_feed(self, feed_ref, messages):
        self._mark_sent(feed_ref=feed_ref)
        messages._mark_sent()

    def _move_to_sibling(self, messages):
        """Give messages a submission of their own, which this same run sends next."""
        if messages:
            messages.submission_id = self.create(
                {
                    "account_id": self.account_id.id,
                    "store_id": self.store_id.id,
                    "channel": "feed",
                }
            )

    def _push_safely(self, client, operation):
        result = super()._push_safely(client, operation)
        if self.channel == "patch":
            operation._count(failed=self._count_lines("refused", "lost"))
        return result

    def _count_sent(self):
        return self._count_lines("sent", "accepted")

    def _count_lines(self, *states):
        return len(self.message_line_ids.filtered(lambda line: line.state in states))

    # Answers

    def _refuse(self, reason):
        """Amazon does not take the feed at all: its quantities stay untold, and free."""
        self.message_line_ids._lose(reason)
        self._fail_feed(reason)

    def _get_feed_messages(self):
        return {line.id: line for line in self.message_line_ids if line.state == "sent"}

    def _settle_feed(self, accepted, refused, unanswered, client, operation):
        Message = self.env["amazon.submission.message"]
        Message.concat(*accepted)._accept()
        for message, words in refused.items():
            message._refuse_in_feed(words)
        operation._count(processed=len(accepted), failed=len(refused) + len(unanswered))
        if not unanswered:
            self._mark_confirmed()
            self.store_id._close_troubles("feeds_failing")
            return
        reason = next(iter(unanswered.values()))
        Message.concat(*unanswered)._lose(reason)
        self._fail_feed(reason)
        operation._warning(reason, self)

    def _follow_late_feed(self, age, client, operation):
        """What the feed carries is told again another way; the feed itself is still looked at.

        Should it end after all, it overwrites what is newer: that is noticed then.
        """
        if not self.is_late:
            self.is_late = True
            self.message_line_ids._filter_newest().listing_id._tell_again()
        if age > LATE_FEED:
            self._tell_feeds(self.env._("Amazon has not ended feed %s for a day.", self.feed_ref))
        if age > DEAD_FEED:
            reason = self.env._("Amazon never ended the feed.")
            lost = dict.fromkeys(self._get_feed_messages().values(), reason)
            self._settle_feed([], {}, lost, client, operation)

    def _fail_feed(self, reason):
        reason = redact(reason)
        self.write({"state": "failed", "reason": reason})
        self._tell_feeds(reason)

    def _tell_feeds(self, reason):
        """Tell a person once for the store, however many of its feeds fail."""
        self.store_id._raise_trouble("feeds_failing", reason=redact(reason))
