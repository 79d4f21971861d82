# The virtual environment: Odoo's Python dependencies, the addon's and the tools.
# shellcheck shell=bash

REQUIREMENTS=(requirements.txt requirements-dev.txt dev/requirements-odoo.txt)

# prepare_python: sets PYTHON to the interpreter of the virtual environment.
prepare_python() {
    local interpreter
    interpreter=$(_find_interpreter)
    VENV=$CACHE/venv-$(cd "$ROOT" && { "$interpreter" -VV; cat "${REQUIREMENTS[@]}"; } | short_hash)
    PYTHON=$VENV/bin/python
    build_once "$VENV" _build_venv
}

_is_suitable() {
    "$1" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

_find_interpreter() {
    local candidate
    for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
        if _is_suitable "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    install_packages python3 python3-venv ca-certificates
    _is_suitable /usr/bin/python3 ||
        die "Python 3.11 or newer is needed; install it as python3.11, python3.12 or python3.13 on PATH."
    echo /usr/bin/python3
}

_build_venv() {
    local file options=()
    say "Making the virtual environment"
    "$(_find_interpreter)" -m venv "$1"
    for file in "${REQUIREMENTS[@]}"; do options+=(-r "$ROOT/$file"); done
    "$1/bin/pip" install -q --use-pep517 --disable-pip-version-check "${options[@]}" >"$RUN/pip.log" 2>&1 ||
        die "pip could not install the requirements: $(tail -5 "$RUN/pip.log")"
}
