"""Splits the test files of the addons into parts of about equal duration.

Usage: test_shards.py ROOT DURATIONS PARTS; prints one line of paths for each part. Where this
machine has run no test yet, test_seconds.json beside this file tells how long each file takes.
"""

import json
import sys
from pathlib import Path

UNKNOWN_SECONDS = 5.0
# Seconds by file of a whole run; a copy of what such a run leaves in the cache.
USUAL = Path(__file__).with_name("test_seconds.json")
# Tested by ./dev/beside: it needs a module that Odoo does not have.
APART = {"amazon_connector_queue_job"}


def split(files: list[str], seconds: dict[str, float], parts: int) -> list[list[str]]:
    """The files in at most `parts` lists, the longest file first into the shortest list."""
    shards: list[list[str]] = [[] for _ in range(parts)]
    loads = [0.0] * parts
    for file in sorted(files, key=lambda name: -seconds.get(name, UNKNOWN_SECONDS)):
        shortest = loads.index(min(loads))
        shards[shortest].append(file)
        loads[shortest] += seconds.get(file, UNKNOWN_SECONDS)
    return [sorted(shard) for shard in shards if shard]


def main(root: Path, durations: Path, parts: int) -> None:
    files = [
        str(path.relative_to(root))
        for manifest in root.glob("*/__manifest__.py")
        if manifest.parent.name not in APART
        for path in manifest.parent.glob("tests/**/test_*.py")
        if path.parent.name != "charts"  # a part of their own, on a database of their own
    ]
    seconds = json.loads((durations if durations.exists() else USUAL).read_text())
    for shard in split(files, seconds, parts):
        print(*shard)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
