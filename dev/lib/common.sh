# What every script of dev/ shares: where things are, how progress is told, how work is done once.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '==> %s\n' "$*" >&2; }

# die SENTENCE...: ends with what is missing and what to do about it.
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# The cache holds all that the set-up makes. Its server runs as the user postgres when we are root,
# so that root's home, which nobody else may enter, is no place for it.
if [[ -n ${AMAZON_CONNECTOR_CACHE:-} ]]; then
    mkdir -p "$AMAZON_CONNECTOR_CACHE"
    CACHE=$(cd "$AMAZON_CONNECTOR_CACHE" && pwd)
elif ((EUID == 0)); then
    CACHE=/var/cache/amazon_connector
else
    CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/amazon_connector
fi
RUN=$CACHE/run
mkdir -p "$CACHE" "$RUN" "$CACHE/locks"

# locked NAME COMMAND...: one process at a time, over all clones that share the cache.
# Descriptor 9 carries the lock: a server started inside has to close it.
locked() {
    local name=$1
    shift
    (
        flock 9
        "$@"
    ) 9>"$CACHE/locks/$name"
}

# build_once DIR FUNCTION: FUNCTION fills DIR unless an earlier run completed it.
build_once() {
    [[ -e $1/.complete ]] || locked "$(basename "$1")" _build "$@"
}

_build() {
    [[ -e $1/.complete ]] && return
    rm -rf "$1"
    mkdir -p "$1"
    "$2" "$1"
    touch "$1/.complete"
}

# short_hash: 12 digits that stand for standard input.
short_hash() { sha256sum | cut -c1-12; }

# free_port [WISH]: a TCP port of the loopback interface that nobody uses now; WISH if that is free.
free_port() {
    "$PYTHON" - "${1:-0}" <<'END'
import socket
import sys

try:
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
except OSError:
    server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1])
END
}
