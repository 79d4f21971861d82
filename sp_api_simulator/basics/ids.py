"""Seeded chance: identifiers in Amazon's forms, and the choices that scenarios make."""

import hashlib
from random import Random
from uuid import UUID


class Ids:
    """Identifiers that look like Amazon's; the same seed gives the same sequence."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        # Apart, so that the number of calls made does not change what a scenario does next.
        self._opaque = Random(seed)

    def order_id(self) -> str:
        """`114-1234567-7654321`."""
        digits = self.random.randrange(10**16)
        return f"1{digits % 90 + 10:02d}-{self._digits(7)}-{self._digits(7)}"

    def order_item_id(self) -> str:
        """14 digits."""
        return f"{self.random.randrange(1, 10)}{self._digits(13)}"

    def number(self) -> str:
        """The plain number of a report, a feed or a submission."""
        return f"{self.random.randrange(10**10, 10**11)}"

    def document_id(self) -> str:
        """`amzn1.spdoc.1.4.…`."""
        return f"amzn1.spdoc.1.4.{self.uuid()}"

    def uuid(self) -> str:
        """A random UUID, for request and submission ids."""
        return str(UUID(int=self._opaque.getrandbits(128), version=4))

    def _digits(self, count: int) -> str:
        return f"{self.random.randrange(10**count):0{count}d}"


def asin_for(sku: str) -> str:
    """A stable ASIN for a seller SKU that was given none."""
    return "B0" + hashlib.sha256(sku.encode()).hexdigest()[:8].upper()


def secret_for(*parts: object) -> str:
    """A stable made-up secret: the same parts always give the same 64 hex digits."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
