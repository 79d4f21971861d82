# The checks of dev/lint; all of them run, whatever the earlier ones say.
# shellcheck shell=bash

FAILED_CHECKS=()

# check NAME COMMAND...: one line when it passes, its output when it does not.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        say "$name: clean"
    else
        say "$name:"
        printf '%s\n' "$output"
        FAILED_CHECKS+=("$name")
    fi
}

# finish: ends with an exit code that tells whether all checks passed.
finish() {
    local IFS=,
    ((${#FAILED_CHECKS[@]} == 0)) || die "Not clean: ${FAILED_CHECKS[*]}"
}

# The addons' README is written in Markdown; their author is not the Odoo Community Association.
# A capability has a file of its own, so that several files extend one model.
lint_addons() {
    pylint --rcfile=/dev/null --load-plugins=pylint_odoo --disable=all --enable=odoolint \
        --disable=missing-readme,manifest-required-author,consider-merging-classes-inherited \
        --valid-odoo-versions=19.0 --score=no "$@"
}

# The library sets variables that the scripts read (SC2034).
lint_scripts() {
    local scripts
    mapfile -t scripts < <(grep -lE '^#!.*bash|^# shellcheck shell=bash' dev/* dev/lib/* .ci/* 2>/dev/null)
    shellcheck -x -e SC2034 "${scripts[@]}"
}

lint_xml() {
    find . -name '*.xml' -not -path './.git/*' -print0 | xargs -0r python -c '
import sys
from xml.etree import ElementTree

for name in sys.argv[1:]:
    try:
        ElementTree.parse(name)
    except ElementTree.ParseError as error:
        sys.exit(f"{name}: {error}")'
}
