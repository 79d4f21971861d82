"""The word by which a run that a person has stopped ends."""


class StopRequested(Exception):
    """A person has asked a run to stop; raised where everything is committed."""
