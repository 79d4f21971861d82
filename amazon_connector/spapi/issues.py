"""What Amazon finds wrong with a listing or with a message of a feed."""

from dataclasses import dataclass

from .payload import Node


@dataclass(frozen=True, slots=True)
class Issue:
    """What Amazon finds wrong with a listing; ``severity`` is ERROR, WARNING or INFO."""

    code: str
    message: str
    severity: str
    attribute_names: tuple[str, ...] = ()


def parse_issue(node: Node) -> Issue:
    """Read an ``Issue`` of the Listings API or of a feed's processing report."""
    single = node.text("attributeName")
    return Issue(
        code=node.text("code"),
        message=node.text("message"),
        severity=node.text("severity"),
        attribute_names=node.texts("attributeNames") or ((single,) if single else ()),
    )
