"""What keeps a settlement from being booked, as long as nobody does something about it."""


class Obstacle(Exception):
    """Ends a step of booking; what the step has done is undone and the settlement waits.

    :param reason: sentence that says what is missing and what to do
    :param key: what is waited for, see ``amazon.inbox.mixin._hold``
    """

    def __init__(self, reason: str, key: str):
        super().__init__(reason)
        self.reason, self.key = reason, key
