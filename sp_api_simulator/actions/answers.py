"""Lay down what Amazon answers, how its jobs end, and which reports it makes by itself.

Content is a text, or anything that JSON can hold, or bytes: those come in Base64 under the same
name with `_base64` behind it.
"""

import json
from base64 import b64decode
from datetime import timedelta
from typing import Any

from ..basics.clock import moment_of
from ..basics.marketplaces import marketplace as marketplace_called
from ..operations import ADDRESSES, OPERATIONS
from ..state.answers import Answer
from ..state.documents import codec_of
from ..state.outcomes import Outcome
from ..state.reports import Report
from ..world import World

_NAMES = {"*", *ADDRESSES, *(operation.name for operation in OPERATIONS)}
_TEXT = "text/plain; charset=UTF-8"
_JSON = "application/json; charset=UTF-8"


def answer(
    world: World,
    operation: str,
    status: int = 200,
    body: Any = None,
    body_base64: str | None = None,
    headers: dict[str, str] | None = None,
    **how: Any,
) -> None:
    """The next calls of an operation (`*`: any) are answered with exactly this.

    `how`: `times`, `when`, `after`, `size`, `endless`, `piece`, `pause`, `gzip`, `cut` of `Answer`.
    """
    if operation not in _NAMES:
        raise ValueError(f"there is no operation {operation!r}")
    given = {name.lower(): str(value) for name, value in (headers or {}).items()}
    usual = _TEXT if isinstance(body, str) else "application/json"
    if body is not None or body_base64 is not None:
        given.setdefault("content-type", usual if body is not None else "application/octet-stream")
    content = _content(body, body_base64, given.get("content-type", "")) or b""
    world.answers.add(Answer(operation, int(status), content, given, **how))


def clear_answers(world: World) -> None:
    """Amazon answers by itself again, and its jobs end as usual."""
    for laid_down in (world.answers, world.report_outcomes, world.feed_outcomes):
        laid_down.clear()


def next_report(
    world: World,
    content: Any = None,
    content_base64: str | None = None,
    content_type: str = _TEXT,
    report_type: str | None = None,
    **how: Any,
) -> None:
    """How the next report ends that is asked for: `status`, and the content of its document.

    `how`: `status`, `seller`, `marketplace`, `compressed`, `exact`, `headers`, `times` of
    `Outcome`.
    """
    written = _content(content, content_base64, content_type)
    world.report_outcomes.add(_outcome(world, report_type, written, content_type, **how))


def next_feed(
    world: World,
    result: Any = None,
    result_base64: str | None = None,
    content_type: str = _JSON,
    feed_type: str | None = None,
    **how: Any,
) -> None:
    """How the next feed ends that is submitted: `status`, and its result document, if any.

    What was sent takes effect only with `applied=True`; further `how` as with `next_report`.
    """
    written = _content(result, result_base64, content_type)
    world.feed_outcomes.add(_outcome(world, feed_type, written, content_type, **how))


def plant_report(
    world: World,
    seller: str,
    report_type: str,
    content: Any = None,
    content_base64: str | None = None,
    content_type: str = _TEXT,
    marketplaces: list[str] | None = None,
    created: str | None = None,
    period: list[str] | None = None,
    **how: Any,
) -> str:
    """A report that Amazon made by itself, done at `created` (ISO 8601; now); returns its id.

    It is of all the seller's marketplaces unless some are named by country code, and tells its
    `period` (two moments) if there is one; further `how` as with `next_report`.
    """
    owner = world.sellers.get(seller)
    written = _content(content, content_base64, content_type)
    outcome = _outcome(world, report_type, written, content_type, **how)
    places = [marketplace_called(code) for code in marketplaces or []] or owner.marketplaces
    now = world.clock.now()
    report = Report(
        id=world.ids.number(),
        type=report_type,
        seller_id=owner.id,
        marketplace_ids=[place.id for place in places],
        created=moment_of(created, now),
        data_start=moment_of(period[0], now) if period else None,
        data_end=moment_of(period[1], now) if period else None,
        delay=timedelta(),
        ending=outcome.status,
        document_id=outcome.write(world.documents, owner.id),
    )
    return world.reports.add(report).id


def _outcome(
    world: World,
    job_type: str | None,
    content: bytes | None,
    content_type: str,
    seller: str | None = None,
    marketplace: str | None = None,
    **how: Any,
) -> Outcome:
    return Outcome(
        type=job_type,
        seller_id=seller and world.sellers.get(seller).id,
        marketplace_id=marketplace and marketplace_called(marketplace).id,
        content=content,
        content_type=content_type,
        **({"compressed": world.settings.gzip_reports} | how),
    )


def _content(plain: Any, base64: str | None, content_type: str) -> bytes | None:
    """The bytes meant: given as such, or a text in the charset of the content type, or JSON."""
    if base64 is not None:
        return b64decode(base64)
    if plain is None:
        return None
    if not isinstance(plain, str):
        return json.dumps(plain).encode()
    return plain.encode(codec_of(content_type))


ACTIONS = (answer, clear_answers, next_report, next_feed, plant_report)
