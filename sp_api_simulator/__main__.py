"""`python -m sp_api_simulator`: serve a local Amazon until interrupted."""

import argparse
import os
import signal
import socket
import sys
import threading

import uvicorn

from .process import READY
from .scenarios import SCENARIOS, play
from .serving.app import create_app
from .world import World


def main() -> None:
    """Read the command line, build the world, serve it."""
    options = _parser().parse_args()
    settings = {"rates": options.rates, "clock_speed": options.clock_speed}
    world = play(World(), options.scenario, options.seed, **settings)
    if options.die_with_parent:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((options.host, options.port))
    config = uvicorn.Config(
        create_app(world),
        http="h11",
        lifespan="off",
        access_log=False,
        log_level="warning",
        # Longer than clients keep idle connections: they find none that was closed behind them.
        timeout_keep_alive=120,
    )
    listener.listen(128)
    # The port accepts connections from here on: they are answered as soon as the loop runs.
    host, port = listener.getsockname()[:2]
    sys.stdout.write(f"{READY}http://{host}:{port}\n")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listener])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sp_api_simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="empty")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--clock-speed", type=float, default=1.0, help="simulated seconds per real second"
    )
    parser.add_argument(
        "--rates",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="enforce Amazon's token buckets (default)",
    )
    parser.add_argument(
        "--die-with-parent", action="store_true", help="end when standard input is closed"
    )
    return parser


def _end_with_stdin() -> None:
    """Wait for the end of standard input, which comes when the parent is gone."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
