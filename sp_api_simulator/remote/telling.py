"""The client's words for what a test says to Amazon: faults, answers, outcomes, odd orders."""

from base64 import b64encode
from typing import Any

from .connection import Connection

Json = dict[str, Any]


class Telling(Connection):
    """Each method is the action of the same name in `actions/answers.py` and its like."""

    def rewrite_order(self, order_id: str, path: str, value: Any) -> None:
        """Tell the order with this value at `orderItems.0.product.title` (`""`: the whole)."""
        self.do("rewrite_order", order_id=order_id, path=path, value=value)

    def strip_order(self, order_id: str, path: str) -> None:
        """Tell the order without what stands at the path."""
        self.do("strip_order", order_id=order_id, path=path)

    def answer(self, operation: str, status: int = 200, body: Any = None, **how: Any) -> None:
        """Answer exactly this: bytes, a text, or JSON; how: headers, times, when, after, …"""
        self.do("answer", operation=operation, status=status, **_content("body", body), **how)

    def refuse(
        self, operation: str, status: int = 400, message: str = "Refused.", **how: Any
    ) -> None:
        """Answer with Amazon's `errors`; `code` InvalidInput, and `how` as with `answer`."""
        error = {"code": how.pop("code", "InvalidInput"), "message": message, "details": ""}
        self.answer(operation, status, {"errors": [error]}, **how)

    def clear_answers(self) -> None:
        self.do("clear_answers")

    def next_report(self, content: Any = None, **how: Any) -> None:
        """How the next report ends: its content, status, content_type, compressed, exact, …"""
        self.do("next_report", **_content("content", content), **how)

    def next_feed(self, status: str = "DONE", result: Any = None, **how: Any) -> None:
        """How the next feed ends: its status and result document, applied, feed_type, …"""
        self.do("next_feed", status=status, **_content("result", result), **how)

    def plant_report(self, seller: str, report_type: str, content: Any, **how: Any) -> str:
        """A report made by Amazon itself: marketplaces, created, …; returns its id."""
        sent = _content("content", content)
        return str(self.do("plant_report", seller=seller, report_type=report_type, **sent, **how))

    def fault(self, operation: str, kind: str, *, count: int = 1, **options: Any) -> None:
        """The next `count` calls of `operation` (`*`: any) go wrong in the way of `kind`."""
        self.do("fault", operation=operation, kind=kind, count=count, **options)

    def clear_faults(self) -> None:
        self.do("clear_faults")


def _content(name: str, value: Any) -> Json:
    """Content as an argument: bytes go in Base64 under a name of their own."""
    if isinstance(value, bytes):
        return {f"{name}_base64": b64encode(value).decode()}
    return {name: value}
