"""Waiting for Amazon's next token: a second at most, else the run ends and comes back."""

import time
from datetime import UTC, datetime

from ...spapi.errors import Throttled

# Amazon hands out most tokens every half second. Waiting that long costs less than ending the run;
# any longer wait is booked and left to the next run.
LONGEST_PACE = 1.0
# Lanes share a quota: the token that one waits for may be taken by another.
MOST_WAITS = 5


def paced(ask):
    """Ask Amazon, waiting for the next tokens of the quota where each is a moment away.

    :param ask: function without parameters that makes one call
    :return: what it returns
    :raises Throttled: when the next token is further away, or others are always faster
    """
    for left in reversed(range(MOST_WAITS + 1)):
        try:
            return ask()
        except Throttled as error:
            pause = (error.retry_at - datetime.now(UTC)).total_seconds()
            if pause > LONGEST_PACE or not left:
                raise
            time.sleep(max(pause, 0))
    raise AssertionError("unreachable")
