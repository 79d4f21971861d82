"""Waiting for Amazon's next token: a second at most, else the run ends and comes back."""

import time
from datetime import UTC, datetime

from ...spapi.errors import Throttled

# Amazon hands out most tokens every half second. Waiting that long costs less than ending the run;
# any longer wait is booked and left to the next run.
LONGEST_PACE = 1.0


def paced(ask):
    """Ask Amazon; when its quota is used up for a moment, wait for that moment and ask again.

    :param ask: function without parameters that makes one call
    :return: what it returns
    :raises Throttled: when the wait would be longer than a second
    """
    try:
        return ask()
    except Throttled as error:
        pause = (error.retry_at - datetime.now(UTC)).total_seconds()
        if pause > LONGEST_PACE:
            raise
        time.sleep(max(pause, 0))
        return ask()
