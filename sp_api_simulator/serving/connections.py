"""Breaking connections: ASGI has no word for it.

uvicorn's `send` is a method of its request cycle, which owns the transport.
"""

import socket
import struct
from typing import Any

from starlette.types import Receive, Send


async def abort_connection(receive: Receive, send: Send) -> None:
    """Reset the connection without an answer, and wait until it is gone."""
    transport = _transport(send)
    if not transport.is_closing():
        # Closing with no time to linger makes the kernel send a reset in place of a polite end.
        no_linger = struct.pack("ii", 1, 0)
        transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, no_linger
        )
        transport.abort()
    await _until_gone(receive)


async def hang_up(receive: Receive, send: Send) -> None:
    """End the connection behind what was sent so far, and wait until it is gone."""
    _transport(send).close()
    await _until_gone(receive)


def _transport(send: Send) -> Any:
    cycle: Any = getattr(send, "__self__", None)
    if cycle is None:
        raise RuntimeError("this server gives no way to break a connection")
    return cycle.transport


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
