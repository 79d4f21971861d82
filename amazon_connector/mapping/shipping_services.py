"""Amazon's shipping services: free text, written in several ways."""

import re

# What Amazon documents; sellers meet others.
USUAL_SERVICES = ("Standard", "Expedited", "SecondDay", "NextDay", "SameDay", "Scheduled")


def normalise_service(name):
    """One spelling for all: ``SecondDay``, ``SECOND_DAY`` and ``second day`` are the same.

    :param name: a service as Amazon or a person writes it; may be empty
    :return: lower-case letters and digits alone
    """
    return re.sub(r"[\W_]+", "", name or "").casefold()
