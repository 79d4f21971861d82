"""Amazon's token buckets, kept in PostgreSQL so that all workers share one budget."""

import logging
from datetime import UTC, datetime

from psycopg2.errors import SerializationFailure

from odoo import fields, models
from odoo.tools import SQL

from ...spapi.errors import Throttled, Unavailable
from ...spapi.rates import CAUTIOUS_RATE, PUBLISHED_RATES, Rate, next_token_at, refill

_logger = logging.getLogger(__name__)

TRIES = 5


class AmazonRateBucket(models.Model):
    _name = "amazon.rate.bucket"
    _description = "Amazon Rate Bucket"
    _order = "account_id, operation"

    account_id = fields.Many2one(
        "amazon.account", string="Amazon Account", required=True, ondelete="cascade"
    )
    operation = fields.Char(required=True, help="Name of the Selling Partner API operation.")
    tokens = fields.Float(required=True, help="Calls left at the time of the last change.")
    rate = fields.Float(required=True, digits=(12, 6), help="Tokens that come back per second.")
    burst = fields.Integer(required=True, help="Most tokens that the bucket holds.")
    refilled_at = fields.Datetime(required=True)

    _bucket_unique = models.UniqueIndex("(account_id, operation)", "One bucket per operation.")

    def _limiter(self, account):
        """:return: the ``spapi.rates.RateLimiter`` of an account"""
        return SharedRateLimiter(self.env.registry, account.id)


class SharedRateLimiter:
    """``spapi.rates.RateLimiter`` over the table: each step is one short commit of its own.

    Its own cursor keeps the row locked for a moment only, and a token stays spent when the
    caller's transaction is rolled back: Amazon counted the call all the same.
    """

    def __init__(self, registry, account_id):
        self._registry = registry
        self._account_id = account_id
        self._rates = {}

    def take(self, operation):
        """Spend one token.

        :raises Throttled: when none is left, with the time at which the next one is there
        """
        retry_at = self._change(operation, self._spend)
        if retry_at:
            raise Throttled(
                "The quota of this operation is used up for now.",
                operation=operation,
                retry_at=retry_at,
            )

    def learn(self, operation, rate):
        """Keep the rate that Amazon's header told; a seller's own plan may give more.

        Amazon tells it with every answer. Only one that differs from what the bucket held when
        its token was taken is worth a write.

        :param rate: calls per second
        """
        if self._rates.get(operation) != rate:
            self._change(operation, lambda bucket: bucket.update(rate=rate))
            self._rates[operation] = rate

    def exhausted(self, operation):
        """Amazon answered 429: empty the bucket.

        :return: when the next token is there (UTC, aware)
        """
        return self._change(operation, self._empty)

    @staticmethod
    def _spend(bucket):
        if bucket["tokens"] < 1:
            return _due(bucket)
        bucket["tokens"] -= 1
        return None

    @staticmethod
    def _empty(bucket):
        bucket["tokens"] = 0.0
        return _due(bucket)

    def _change(self, operation, step):
        """Apply ``step`` to the locked and refilled bucket; its result is returned."""
        for _attempt in range(TRIES):
            try:
                with self._registry.cursor() as cr:
                    bucket = self._lock(cr, operation)
                    result = step(bucket)
                    self._save(cr, bucket)
                    self._rates[operation] = bucket["rate"]
                    return result
            except SerializationFailure:
                _logger.debug("bucket %s changed by another worker, reading again", operation)
        raise Unavailable("The table of quotas is busy.", operation=operation)

    def _lock(self, cr, operation):
        """:return: dict of the bucket's row, locked, refilled up to ``now``"""
        published = PUBLISHED_RATES.get(operation, CAUTIOUS_RATE)
        now = datetime.now(UTC)
        cr.execute(
            SQL(
                "INSERT INTO amazon_rate_bucket"
                " (account_id, operation, tokens, rate, burst, refilled_at)"
                " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                self._account_id,
                operation,
                published.burst,
                published.rate,
                published.burst,
                now.replace(tzinfo=None),
            )
        )
        cr.execute(
            SQL(
                "SELECT id, tokens, rate, burst, refilled_at FROM amazon_rate_bucket"
                " WHERE account_id = %s AND operation = %s FOR NO KEY UPDATE",
                self._account_id,
                operation,
            )
        )
        row = cr.dictfetchone()
        refilled_at = row["refilled_at"].replace(tzinfo=UTC)
        rate = Rate(row["rate"], row["burst"])
        return dict(row, tokens=refill(row["tokens"], refilled_at, now, rate), now=now)

    def _save(self, cr, bucket):
        cr.execute(
            SQL(
                "UPDATE amazon_rate_bucket SET tokens = %s, rate = %s, refilled_at = %s"
                " WHERE id = %s",
                bucket["tokens"],
                bucket["rate"],
                bucket["now"].replace(tzinfo=None),
                bucket["id"],
            )
        )


def _due(bucket):
    """When a bucket holds its next whole token (UTC, aware)."""
    return next_token_at(bucket["tokens"], bucket["now"], Rate(bucket["rate"], bucket["burst"]))
