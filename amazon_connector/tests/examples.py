"""How many examples a property is tried with: few in ``./dev/test``, all in ``./dev/prove``."""

import os

from hypothesis import HealthCheck, Phase, settings

EXAMPLES = int(os.environ.get("AMAZON_CONNECTOR_EXAMPLES", "50"))


def tried(examples=EXAMPLES):
    """Settings of a property that talks to a database: repeatable, and as slow as it is.

    :param examples: how many
    :return: ``hypothesis.settings``
    """
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        # What fails is short as it is, and each smaller try takes seconds.
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
