"""Feeds: messages that go to Amazon as one file, and what Amazon says became of them.

A kind states what its messages are and what follows for them; how a feed is created, awaited,
read as a whole and given up stands here.
"""

from datetime import UTC, datetime, timedelta
from functools import partial

from odoo import fields, models

from ...spapi.errors import (
    Rejected,
    SpApiError,
    Throttled,
    Unauthorized,
    Unavailable,
    UnreadablePayload,
)
from ...spapi.feed_results import parse_feed_result
from ...spapi.operations.feeds import CREATE_FEED
from ...spapi.words import CANCELLED, DONE, FATAL, JSON_CONTENT_TYPE
from ..sync.races import in_new_transaction

# Amazon's final words on a feed; any other word means that it is still at it.
FINISHED = (DONE, CANCELLED, FATAL)
# A feed that has not ended by then may never do so.
PATIENCE = timedelta(hours=4)
# getFeeds takes this many.
MOST_MARKETPLACES = 10
# HTTP: Amazon shows this to nobody like us.
FORBIDDEN = 403
# By so much our clock may be ahead of Amazon's.
CLOCK_DIFFERENCE = timedelta(minutes=1)


class AmazonFeedMixin(models.AbstractModel):
    _name = "amazon.feed.mixin"
    _description = "Amazon Feed"
    _inherit = ["amazon.outbox.mixin"]

    # Amazon's feed type, and the content type of its files.
    _feed_type = None
    _feed_content_type = JSON_CONTENT_TYPE

    feed_asked_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When Amazon was asked to create the feed; without an id nobody knows whether it did.",
    )
    feed_ref = fields.Char(string="Feed Id", readonly=True, copy=False, index="btree_not_null")

    # Contract

    def _get_feed_messages(self):
        """The messages that these documents sent with their feed and that wait for an answer.

        :return: dict number of the message in the feed → record
        """
        raise NotImplementedError

    def _settle_feed(self, accepted, refused, unanswered, client, operation):
        """Amazon has ended the feed of these documents.

        :param accepted: list of the messages that Amazon says it took
        :param refused: dict message → Amazon's words
        :param unanswered: dict message → why nothing is known of it: nothing counts as accepted
            that Amazon did not accept
        """
        raise NotImplementedError

    def _follow_late_feed(self, age, client, operation):
        """The feed of these documents has not ended within four hours.

        :param age: ``datetime.timedelta`` since it was sent
        """
        raise NotImplementedError

    # Push

    def _create_feed(self, client, content, marketplaces):
        """Send a feed. Nothing may be written and not committed before: Amazon takes its time.

        :param content: bytes of the file
        :param marketplaces: ``amazon.marketplace``
        :return: Amazon's id of the feed, to be kept in a transaction of its own
        :raises Rejected: Amazon does not take the feed at all
        """
        try:
            return client.create_feed(
                self._feed_type,
                content,
                content_type=self._feed_content_type,
                marketplace_ids=marketplaces.mapped("code"),
            )
        except SpApiError as error:
            if not isinstance(error, Unavailable) or error.operation != CREATE_FEED:
                # Amazon has made none: one that it lists from now on is somebody else's.
                announced = self.filtered("feed_asked_at")
                in_new_transaction(self.env, partial(announced.write, {"feed_asked_at": False}))
            raise

    def _announce_feed(self):
        """Remember, before Amazon is asked, that it may have a feed whose id we never learn."""
        self.feed_asked_at = fields.Datetime.now()

    def _find_announced_feed(self, client, marketplaces):
        """The feed that an interrupted run has created without keeping its id, if Amazon has it.

        A second feed beside it might be worked off first, and Amazon would end with the older
        numbers. Amazon's list tells type, marketplaces and time, and not the file; the lease of
        the job's row keeps our other lanes away, so of what nobody knows for these marketplaces
        alone the first since we asked is ours. Another program's feed is noticed by its results
        unless it held as many messages, all accepted; so nothing is looked for unless our own
        call may have come to something.

        :return: Amazon's id of the feed, or None
        """
        if not self.feed_asked_at:
            return None
        since = (self.feed_asked_at - CLOCK_DIFFERENCE).replace(tzinfo=UTC)
        codes = marketplaces.mapped("code")
        feeds = client.get_feeds(self._feed_type, codes, created_since=since)
        own = [feed for feed in feeds if set(feed.marketplaces or codes) == set(codes)]
        refs = [feed.feed_id for feed in reversed(own)]
        known = set(self.sudo().search([("feed_ref", "in", refs)]).mapped("feed_ref"))
        return next((ref for ref in refs if ref not in known), None)

    # Read back

    def _read_feeds(self, schedule, client, operation):
        """Look at the feeds of these documents, each with a commit of its own.

        :return: the error for which feeds could not be read, if Amazon is busy or away: what waits
            to be sent goes out all the same, and it is raised afterwards
        """
        trouble = None
        for documents in self.grouped("feed_ref").values():
            try:
                documents._read_feed(client, operation)
            except (Throttled, Unavailable) as error:
                trouble = error
                # Amazon may stumble over this feed alone.
                if isinstance(error, Throttled) or error.status is None:
                    break
            schedule._checkpoint()
        return trouble

    def _read_feed(self, client, operation):
        """Ask what became of a feed, and of each of its messages once Amazon has ended it.

        What Amazon no longer knows, or answers in a way that nobody can read, ends the feed too:
        it would be the same at every run.
        """
        feed_ref = self[:1].feed_ref
        messages = self._get_feed_messages()
        try:
            feed = client.get_feed(feed_ref)
            if feed.status not in FINISHED:
                self._await_feed(client, operation)
                return
            text = self._download_result(client, feed)
        except (Rejected, Unauthorized, UnreadablePayload) as error:
            if isinstance(error, Unauthorized) and not self._is_shut_alone(client, error):
                raise
            reason = self.env._(
                "What became of feed %(ref)s cannot be read: %(error)s", ref=feed_ref, error=error
            )
            unanswered = dict.fromkeys(messages.values(), reason)
            self._settle_feed([], {}, unanswered, client, operation)
            return
        result = parse_feed_result(text, status=feed.status, sent=messages)
        self._settle_feed(*_sort_messages(messages, result), client, operation)

    def _is_shut_alone(self, client, error):
        """Whether Amazon refuses this feed alone, as one that another application has sent.

        :param error: ``Unauthorized``, which is a missing role where Amazon shows no feed at all
        """
        if error.status != FORBIDDEN:
            return False
        try:
            client.get_feeds(
                self._feed_type,
                self.account_id.store_ids.marketplace_id.mapped("code")[:MOST_MARKETPLACES],
                created_since=datetime.now(UTC) - CLOCK_DIFFERENCE,
            )
        except Unauthorized:
            return False
        return True

    def _download_result(self, client, feed):
        """:return: Amazon's report on a feed, None where there is none"""
        if not feed.result_document_id:
            return None
        return client.download_feed_result(feed.result_document_id).text()

    def _await_feed(self, client, operation):
        operation._info(self.env._("Amazon is working on feed %s.", self[:1].feed_ref), self[:1])
        age = fields.Datetime.now() - (self[:1].sent_at or fields.Datetime.now())
        if age > PATIENCE:
            self._follow_late_feed(age, client, operation)


def _sort_messages(messages, result):
    """Divide messages by what Amazon says of them.

    :param messages: dict number → record
    :param result: ``spapi`` result of the feed
    :return: tuple (list of accepted, dict refused → words, dict unanswered → reason)
    """
    refused = result.refused
    clean = [number for number in messages if number not in refused]
    # What holds for one of these holds for all: asked once, since a feed has 25,000 of them.
    is_accepted = bool(clean) and result.accepted(clean[0])
    reason = "" if is_accepted or not clean else result.reason(clean[0])
    others = [messages[number] for number in clean]
    return (
        others if is_accepted else [],
        {messages[number]: result.reason(number) for number in messages if number in refused},
        {} if is_accepted else dict.fromkeys(others, reason),
    )
