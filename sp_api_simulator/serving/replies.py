"""Sending an answer that a test has laid down, byte for byte."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator

from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from ..state.answers import Answer
from .connections import hang_up

_BLOCK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


def reply(answer: Answer) -> Response:
    """The response that the answer asks for; a stream is made while it is read."""
    if answer.is_stream:
        kind = _BrokenOff if answer.cut else StreamingResponse
        return kind(_paced(answer), answer.status, answer.headers)
    return Response(answer.content, answer.status, answer.headers)


class _BrokenOff(StreamingResponse):
    """Ends the connection where the end of the content should be told."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_all_but_the_end(message: Message) -> None:
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await hang_up(receive, send)
            else:
                await send(message)

        await super().__call__(scope, receive, send_all_but_the_end)


async def _paced(answer: Answer) -> AsyncIterator[bytes]:
    """The content in the pieces and at the pace that was asked for."""
    packed = _packed(_repeated(answer)) if answer.gzip else _repeated(answer)
    for block in packed:
        for start in range(0, len(block), answer.piece or _BLOCK):
            yield block[start : start + (answer.piece or _BLOCK)]
            # Others get their turn, though there is nothing to wait for.
            await asyncio.sleep(answer.pause)


def _repeated(answer: Answer) -> Iterator[bytes]:
    """The content once, up to a size, or without end, in handy blocks."""
    if answer.size is None and not answer.endless:
        yield answer.content
        return
    # Whole copies only, so that one block follows the other without a seam.
    block = answer.content * max(_BLOCK // max(len(answer.content), 1), 1)
    left = answer.size
    while block and (left is None or left > 0):
        yield block if left is None else block[:left]
        left = None if left is None else left - len(block)


def _packed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=_GZIP)
    for block in blocks:
        yield packer.compress(block)
    yield packer.flush()
