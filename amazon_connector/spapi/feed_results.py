"""What Amazon says about a feed, in whichever form it says so.

Nothing counts as accepted that Amazon did not accept: where its report cannot be read, names an
error of the whole feed or has counts that do not add up, no message is.

Sources: Amazon's schema ``listings-feed-processing-report-schema-v2`` and its
``ProcessingReport.xsd``; other forms have been seen.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .errors import UnreadablePayload
from .issues import Issue, parse_issue
from .payload import Node, clean_text, storable
from .redact import redact
from .words import DONE, ERROR, INFO, WARNING

# Of a report in a form that is not known, so much is shown.
_MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """How many messages Amazon says it processed, accepted, and found invalid."""

    processed: int = 0
    accepted: int = 0
    invalid: int = 0


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What became of a feed.

    :ivar status: ``processingStatus`` of the feed
    :ivar issues: what concerns the feed as a whole, or cannot be told to be about one message
    :ivar issues_by_message_id: what concerns single messages: one with an ERROR was not applied,
        one with a WARNING was
    :ivar counts: None where Amazon gives none
    :ivar is_readable: whether the report has a form that is known; else its beginning is an issue
    :ivar sent: the message ids of the feed; None when they are not known to who asks
    """

    status: str
    issues: tuple[Issue, ...] = ()
    issues_by_message_id: Mapping[int, tuple[Issue, ...]] = field(default_factory=dict)
    counts: FeedCounts | None = None
    is_readable: bool = True
    sent: frozenset[int] | None = None

    @property
    def refused(self) -> frozenset[int]:
        """The messages of which Amazon says that it did not take them."""
        return frozenset(
            message for message, issues in self.issues_by_message_id.items() if _errors(issues)
        )

    @property
    def adds_up(self) -> bool:
        """Whether Amazon's counts leave no message of which it is unknown what became of it."""
        if self.counts is None:
            return False
        sent = self.counts.processed if self.sent is None else len(self.sent)
        return self.counts.accepted == sent - len(self.refused)

    def accepted(self, message_id: int) -> bool:
        """:return: whether Amazon says that it took this message"""
        known = self.sent is None or message_id in self.sent
        return (
            self.status == DONE
            and self.is_readable
            and known
            and not _errors(self.issues)
            and message_id not in self.refused
            and self.adds_up
        )

    def reason(self, message_id: int) -> str:
        """:return: why a message was not accepted, as a sentence for people; empty if it was"""
        if self.accepted(message_id):
            return ""
        about_it = _errors(self.issues_by_message_id.get(message_id, ())) or _errors(self.issues)
        if about_it:
            return "; ".join(issue.message or issue.code for issue in about_it)
        if self.status != DONE:
            return f"Amazon ended the feed as {self.status} without saying why."
        return "Amazon does not say that it accepted this message."


def parse_feed_result(
    text: str | None, *, status: str = DONE, sent: Collection[int] | None = None
) -> FeedResult:
    """Read Amazon's report on a feed; never fails, whatever it is given.

    :param text: the result document; None or empty where Amazon gave none
    :param status: ``processingStatus`` of the feed; a FATAL one may have a document that says why
    :param sent: the ids of the messages that the feed held
    """
    words = clean_text(text or "").lstrip("\ufeff").strip()
    messages = None if sent is None else frozenset(sent)
    if not words:
        return FeedResult(status, is_readable=False, sent=messages)
    for read in (_read_json, _read_xml):
        try:
            issues, counts = read(words)
        except UnreadablePayload:
            continue
        return _result(status, issues, counts, messages)
    beginning = redact(" ".join(words[:_MOST_WORDS].split()))
    issue = Issue("", f"Amazon reports in a form not known here: {beginning}", ERROR)
    return FeedResult(status, (issue,), is_readable=False, sent=messages)


_Found = tuple[list[tuple[int, Issue]], FeedCounts | None]


def _result(
    status: str,
    found: Iterable[tuple[int, Issue]],
    counts: FeedCounts | None,
    sent: frozenset[int] | None,
) -> FeedResult:
    whole: list[Issue] = []
    single: defaultdict[int, list[Issue]] = defaultdict(list)
    for message, issue in found:
        is_single = message > 0 and (sent is None or message in sent)
        (single[message] if is_single else whole).append(issue)
    return FeedResult(
        status,
        tuple(whole),
        {message: tuple(issues) for message, issues in single.items()},
        counts,
        sent=sent,
    )


def _read_json(text: str) -> _Found:
    try:
        # A sign that no database stores is a plain text in the file: \u0000.
        payload = storable(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise UnreadablePayload("", "is not JSON") from error
    node = Node.root(payload)
    if not {"issues", "summary"} & set(node.value):
        raise UnreadablePayload("", "is no processing report")
    issues = [
        (_whole_number(issue.value.get("messageId")), parse_issue(issue))
        for issue in node.nodes("issues")
    ]
    summary = node.node("summary")
    if summary.value.get("messagesAccepted") is None:
        return issues, None
    counts = FeedCounts(
        processed=summary.integer("messagesProcessed"),
        accepted=summary.integer("messagesAccepted"),
        invalid=summary.integer("messagesInvalid"),
    )
    return issues, counts


def _read_xml(text: str) -> _Found:
    try:
        envelope = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadablePayload("", "is not XML") from error
    report = envelope.find("Message/ProcessingReport")
    if report is None:
        raise UnreadablePayload("Message.ProcessingReport", "is missing")
    issues = [
        (_number(result, "MessageID"), _xml_issue(result)) for result in report.findall("Result")
    ]
    if report.findtext("StatusCode", "Complete") != "Complete":
        issues.append((0, Issue("", "Amazon did not complete the feed.", ERROR)))
    summary = report.find("ProcessingSummary")
    if summary is None:
        return issues, None
    counts = FeedCounts(
        processed=_number(summary, "MessagesProcessed"),
        accepted=_number(summary, "MessagesSuccessful"),
        invalid=_number(summary, "MessagesWithError"),
    )
    return issues, counts


def _xml_issue(result: Element) -> Issue:
    return Issue(
        code=result.findtext("ResultMessageCode", ""),
        message=result.findtext("ResultDescription", "").strip(),
        severity=result.findtext("ResultCode", "").strip().upper(),
    )


def _number(element: Element, name: str) -> int:
    return _whole_number(element.findtext(name, ""))


def _whole_number(value: object) -> int:
    """:return: the number that a text or a number is; 0, which is no message's, where it is none"""
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else 0


def _errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """A severity that Amazon invents is taken for an error: nothing is accepted by mistake."""
    return tuple(issue for issue in issues if issue.severity not in (WARNING, INFO))
