"""Writes a new version into all places that name it.

Usage: release.py ROOT VERSION. The manifests of the addons, the heading in the changelog, a folder
for migrations where stored fields have changed since the last release, and the commit from which
``tests_upgrade`` begins: what is released now is what people upgrade from next.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

VERSION = re.compile(r"19\.0\.\d+\.\d+\.\d+")
UNRELEASED = re.compile(r"^## \[(?:Unreleased|19\.[\d.]+)\](?: - unreleased)?$", re.MULTILINE)
# A line of a model that changes what the database stores.
STORED = re.compile(r"^[+-]\s+\w+ = fields\.|^[+-]\s+_(?:name|inherit|table) = ", re.MULTILINE)


def set_version(manifest: Path, version: str) -> str:
    """Write the version; returns the one before.

    :raises SystemExit: when the version is no later one
    """
    text = manifest.read_text()
    (before,) = re.findall(r'"version": "([\d.]+)"', text)
    if [int(part) for part in version.split(".")] < [int(part) for part in before.split(".")]:
        sys.exit(f"{manifest}: {version} is older than {before}")
    manifest.write_text(text.replace(f'"version": "{before}"', f'"version": "{version}"'))
    return before


def date_changelog(changelog: Path, version: str, today: str) -> None:
    """The topmost entry gets its version and date.

    :raises SystemExit: when nothing waits for a release
    """
    text = changelog.read_text()
    heading = UNRELEASED.search(text)
    if not heading or "- 20" in heading[0]:
        sys.exit("CHANGELOG.md: nothing waits for a release; write what is new first.")
    changelog.write_text(text.replace(heading[0], f"## [{version}] - {today}", 1))


def has_new_fields(root: Path, addon: str, since: str) -> bool:
    """Whether what the addon stores has changed since a commit."""
    changes = git(root, "diff", since, "--", f"{addon}/models", f"{addon}/wizards")
    return bool(STORED.search(changes))


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def main(root: Path, version: str) -> None:
    if not VERSION.fullmatch(version):
        sys.exit(f"{version} is no version of the form 19.0.MAJOR.MINOR.PATCH")
    base = root / "tests_upgrade" / "last_version.py"
    (since,) = re.findall(r'COMMIT = "(\w+)"', base.read_text())
    for manifest in sorted(root.glob("*/__manifest__.py")):
        addon = manifest.parent
        set_version(manifest, version)
        if has_new_fields(root, addon.name, since):
            (addon / "migrations" / version).mkdir(parents=True, exist_ok=True)
    date_changelog(root / "CHANGELOG.md", version, datetime.now(UTC).date().isoformat())
    head = git(root, "rev-parse", "HEAD").strip()
    base.write_text(base.read_text().replace(since, head))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
