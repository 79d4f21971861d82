# Programs of the system, through apt.
# shellcheck shell=bash

APT_UPDATED=

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

# install_packages PACKAGE...: through apt, or the sentence that lets the reader do it.
install_packages() {
    command -v apt-get >/dev/null ||
        die "apt is missing; install by hand what these Debian packages hold: $*, then start again."
    as_root true || die "Missing: $*. Run as root or with sudo: apt-get install --no-install-recommends $*"
    say "Installing $*"
    update_package_lists
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq -y --no-install-recommends "$@" >"$RUN/apt.log" 2>&1 ||
        die "apt could not install $*: $(tail -3 "$RUN/apt.log" | tr '\n' ' ')"
}

update_package_lists() {
    [[ -n $APT_UPDATED ]] && return
    as_root apt-get update -qq >"$RUN/apt.log" 2>&1 ||
        die "apt-get update failed: $(tail -3 "$RUN/apt.log" | tr '\n' ' ')"
    APT_UPDATED=yes
}

# can_install PACKAGE: whether apt knows it; the lists are fetched only where there are none.
can_install() {
    command -v apt-cache >/dev/null || return
    if ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null && as_root true; then update_package_lists; fi
    # Not grep -q, which closes the pipe before apt-cache is done.
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null
}

has_browser() { command -v google-chrome || command -v chromium || command -v chromium-browser; } >/dev/null

# want_browser: Chromium for the browser tests; where apt has none, they skip and say so.
want_browser() {
    has_browser && return
    if can_install chromium; then
        install_packages chromium
    else
        say "This system's packages have no Chromium: install it or Chrome, else the browser tests skip."
    fi
}

# want_pdf_renderer: wkhtmltopdf for printed invoices; Odoo works without it.
want_pdf_renderer() {
    command -v wkhtmltopdf >/dev/null && return
    if can_install wkhtmltopdf; then
        install_packages wkhtmltopdf
    else
        say "This system's packages have no wkhtmltopdf: install it if invoices are to be printed as PDF."
    fi
}
