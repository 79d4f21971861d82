"""Sending an answer that a test has laid down, byte for byte."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator

from starlette.responses import Response, StreamingResponse

from ..state.answers import Answer

_BLOCK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


def reply(answer: Answer) -> Response:
    """The response that the answer asks for; a stream is made while it is read."""
    if answer.is_stream:
        return StreamingResponse(_paced(answer), answer.status, answer.headers)
    return Response(answer.content, answer.status, answer.headers)


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
