"""The job of quantities: what a run does, when it is due, how it ends.

Two things make it due: the interval of the store, with which all listings are compared, and
signals for single listings, whose stock has changed somewhere: then these alone are compared,
within two minutes, and the interval goes on as it was.
"""

from datetime import timedelta

from odoo import api, fields, models

FEED_POLL = timedelta(minutes=2)


class AmazonSubmission(models.Model):
    _inherit = "amazon.submission"

    def _sync(self, schedule, operation):
        """Read what became of the feeds, find what differs, send it.

        A feed that cannot be looked at now never keeps newer quantities back.
        """
        store, account = schedule.store_id, schedule.account_id
        is_whole = schedule.next_run <= fields.Datetime.now()
        with operation._counting(account._get_client()) as client:
            error = self._look_at_feeds(schedule, client, operation)
        if store.push_stock and store.state == "live":
            self._compare(schedule, operation, is_whole)
            with operation._counting(account._get_client()) as client:
                self._push_pending(schedule, client, operation)
            store._follow_refusals()
        else:
            self._drop_pending(schedule)
            operation._info(
                self.env._("Pushing stock is switched off, or the store is not live."), store
            )
        if error:
            raise error

    def _compare(self, schedule, operation, is_whole):
        """Write down what Amazon is to be told; what it was told before is looked at first."""
        store, known_until = schedule.store_id, False
        Listing = self.env["amazon.listing"]
        if is_whole:
            with operation._counting(schedule.account_id._get_client()) as client:
                Listing._read_back_lead_times(schedule, client)
            known_until = Listing._look_at_orders(store)
        self._collect(store, operation, known_until, is_whole)
        schedule._checkpoint()

    def _drop_pending(self, schedule):
        """Collected anew once it is switched on; until then nothing is due.

        A message may have reached Amazon although nobody knows: what its listing was told last is
        no longer certain.
        """
        pending = self.search(self._get_pending_domain(schedule))
        pending.message_line_ids.listing_id._tell_again()
        pending.unlink()
        self.env["amazon.listing"]._take_looks(schedule.store_id)

    def _find_next(self, schedule, last):
        """One by one before feeds: a feed that cannot be sent now keeps nothing urgent back."""
        domain = self._get_pending_domain(schedule)
        channels = ("feed",) if last.channel == "feed" else ("patch", "feed")
        for channel in channels:
            after = last.id if last.channel == channel else 0
            own = [*domain, ("channel", "=", channel), ("id", ">", after)]
            if found := self.search(own, order="id", limit=1):
                return found
        return self.browse()

    def _look_at_feeds(self, schedule, client, operation):
        """:return: the error for which feeds could not be read, if Amazon is busy or away"""
        unread = self.search(
            [
                ("store_id", "=", schedule.store_id.id),
                ("state", "=", "sent"),
                ("channel", "=", "feed"),
            ],
            order="id",
        )
        return unread._read_feeds(schedule, client, operation)

    # When it is due

    @api.model
    def _find_with_work(self, schedules):
        stores = self.env["amazon.listing"]._find_stores_to_look(schedules.store_id)
        asked = schedules.filtered(lambda row: row.store_id in stores)
        return asked | super()._find_with_work(schedules - asked)

    def _get_pause(self, schedule, operation):
        now = fields.Datetime.now()
        minutes = schedule.store_id.push_minutes
        if schedule.interval_minutes != minutes:
            schedule.interval_minutes = minutes
        # A run for single listings leaves the next one for all of them where it was booked.
        booked = schedule.next_run - now
        pause = booked if booked > timedelta() else super()._get_pause(schedule, operation)
        awaited = [
            ("store_id", "=", schedule.store_id.id),
            ("state", "=", "sent"),
            ("is_late", "=", False),
        ]
        return min(pause, FEED_POLL) if self.search_count(awaited, limit=1) else pause
