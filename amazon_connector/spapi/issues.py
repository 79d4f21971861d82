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
    """Read an ``Issue`` of the Listings API or of a feed's processing report.

    It never fails: what is odd in one issue must not cost what Amazon says of 25,000 messages. A
    severity that is none stays empty, which nobody takes for a warning.
    """
    names = node.value.get("attributeNames")
    named = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    single = _text(node, "attributeName")
    return Issue(
        code=_text(node, "code"),
        message=_text(node, "message"),
        severity=_text(node, "severity").strip().upper(),
        attribute_names=tuple(named) or ((single,) if single else ()),
    )


def _text(node: Node, key: str) -> str:
    """A text, or a number as one."""
    value = node.value.get(key)
    is_told = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value) if is_told else ""
