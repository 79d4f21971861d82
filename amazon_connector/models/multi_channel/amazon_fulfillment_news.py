"""What Amazon says of fulfillments: read page by page, by itself where it is silent for long."""

from contextlib import suppress
from datetime import UTC, timedelta
from functools import partial

from odoo import api, fields, models

from ...spapi.errors import ExpiredReference, Rejected, UnreadablePayload
from ...spapi.fulfillments import parse_fulfillment
from ..sync.pacing import paced
from ..sync.races import in_new_transaction
from ..sync.try_each import try_each

# Changes that Amazon dates back, or lists late, are seen all the same.
OVERLAP = timedelta(minutes=30)
# What a list leaves out is asked for by itself.
SILENCE = timedelta(hours=6)
MOST_ASKED = 20
# Numbers of parcels and their arrival come after the goods have left.
LISTEN_FOR = timedelta(days=14)
MOST_PAGES = 200


class AmazonFulfillment(models.Model):
    _inherit = "amazon.fulfillment"

    @api.model
    def _get_heard_domain(self, account):
        """Those that Amazon may have news of: on their way, or asked for not long ago."""
        recent = fields.Datetime.now() - LISTEN_FOR
        return [
            "&",
            "&",
            ("account_id", "=", account.id),
            ("attempts", ">", 0),
            "|",
            ("state", "=", "sent"),
            ("started_at", ">", recent),
        ]

    def _fetch_news(self, schedule, client, operation):
        """Follow what changed since the last look."""
        account = schedule.account_id
        heard = self.search(self._get_heard_domain(account), order="started_at", limit=1)
        if not heard:
            return
        asked_at = fields.Datetime.now()
        since = max(schedule.cursor or heard.started_at, heard.started_at) - OVERLAP
        schedule._checkpoint()
        # Where a token has died, the next run begins the list anew.
        with suppress(ExpiredReference):
            for orders in self._fetch_lists(client, since.replace(tzinfo=UTC)):
                news = self._read_orders(account, orders, operation)
                self._follow_all(news, schedule, operation)
            schedule.cursor = asked_at
        schedule._checkpoint()

    @api.model
    def _fetch_lists(self, client, since):
        """The pages of what changed.

        :return: iterator of tuples of payloads
        :raises ExpiredReference: Amazon does not go on with the list
        """
        token, seen = None, set()
        for _page in range(MOST_PAGES):
            ask = partial(client.list_fulfillments, updated_after=since, page_token=token)
            page = paced(ask)
            yield page.orders
            seen.add(token)
            token = page.next_token
            if not token or token in seen:
                return

    @api.model
    def _read_orders(self, account, payloads, operation):
        """:return: dict of our documents → ``spapi.fulfillments.Fulfillment``; what other systems
        have ordered, and what nobody can read, is left out
        """
        told = {}
        for payload in payloads:
            try:
                order = parse_fulfillment(payload)
            except UnreadablePayload as error:
                operation._warning(
                    self.env._("A fulfillment at Amazon cannot be read: %s", str(error))
                )
            else:
                told[order.reference] = order
        documents = self.search(
            [("account_id", "=", account.id), ("amazon_ref", "in", list(told))], order="id"
        )
        return {document: told[document.amazon_ref] for document in documents}

    @api.model
    def _get_silent_domain(self, account):
        now = fields.Datetime.now()
        before = now - SILENCE
        return [
            ("account_id", "=", account.id),
            "|",
            ("state", "=", "sent"),
            "&",
            "&",
            ("state", "=", "confirmed"),
            ("started_at", ">", now - LISTEN_FOR),
            ("parcel_ids.tracking_ref", "=", False),
            ("sent_at", "<", before),
            "|",
            ("read_at", "=", False),
            ("read_at", "<", before),
        ]

    def _fetch_silent(self, schedule, client, operation):
        """Ask by number for those of which nothing was heard for long, whatever comes of it: the
        next run begins with others.

        Those that have left too, while a parcel has no number yet.
        """
        domain = self._get_silent_domain(schedule.account_id)
        silent = self.search(domain, order="tried_at nulls first, id", limit=MOST_ASKED)
        silent.tried_at = fields.Datetime.now()
        schedule._checkpoint()
        for document in silent:
            ask = partial(document._fetch_alone, schedule, client, operation)
            document._ask_or_leave(ask, operation)

    def _fetch_alone(self, schedule, client, operation):
        try:
            told = client.get_fulfillment(self.amazon_ref)
        except ExpiredReference:
            return  # Told by ``_tell_silent`` once it lasts.
        except (Rejected, UnreadablePayload) as error:
            operation._warning(f"{self.display_name}: {error}", self)
            return
        self._follow_all({self: told}, schedule, operation)

    # Follow

    @api.model
    def _follow_all(self, news, schedule, operation):
        """Follow the news of several; one whose delivery cannot be done does not stop the others.

        :param news: dict ``amazon.fulfillment`` → ``spapi.fulfillments.Fulfillment``
        """
        if not news:
            return
        documents = self.browse().union(*news)
        before = {document: document._get_progress() for document in documents}

        def follow(several):
            for document in several:
                document._follow(news[document])

        failed = in_new_transaction(self.env, partial(try_each, documents, follow))
        for document, reason in failed.items():
            operation._error(f"{document.display_name}: {reason}", document)
            operation._count(failed=1)
        in_new_transaction(self.env, partial(self._tell_stuck, documents, failed))
        operation._count(
            processed=sum(document._get_progress() != seen for document, seen in before.items())
        )
        schedule._checkpoint(len(documents) - len(failed))

    def _get_progress(self):
        """:return: tuple of what a person sees of how far Amazon is"""
        tracking = self.parcel_ids.mapped("tracking_ref")
        return self.state, self.amazon_status, self.line_ids.mapped("shipped"), tracking

    def _follow(self, told):
        """Take over what Amazon says of one: its parcels, the stock that left, how it ended.

        What is older than what is known changes nothing.

        :param told: ``spapi.fulfillments.Fulfillment``
        """
        changed_at = told.changed_at and told.changed_at.replace(tzinfo=None, microsecond=0)
        if changed_at and self.amazon_updated_at and changed_at < self.amazon_updated_at:
            return
        self.write(
            {
                "amazon_status": told.status or self.amazon_status,
                "amazon_updated_at": changed_at or self.amazon_updated_at,
                "read_at": fields.Datetime.now(),
            }
        )
        self._close_troubles("not_shown")
        self._notice_alive()
        self._take_over_lines(told)
        if told.shipments is not None:
            self._take_over_parcels(told.shipments)
            self._ship_what_left(told.shipments)
        self._conclude(told)

    def _take_over_lines(self, told):
        own = {str(line.id): line for line in self.line_ids}
        shipped = told.shipments and told.count_shipped()
        for line in told.lines:
            if line.line_id in own:
                vals = {"cancelled": line.cancelled, "unfulfillable": line.unfulfillable}
                if told.shipments is not None:
                    vals["shipped"] = (shipped or {}).get(line.line_id, 0)
                own[line.line_id].write(vals)
