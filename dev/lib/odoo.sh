# Odoo 19: the one named by ODOO_PATH, else Debian's package unpacked into the cache.
# shellcheck shell=bash

ODOO_PACKAGE=odoo-19
# What the web client links to; Font Awesome comes from the machine's own suite, since the newer
# one has other icons.
ODOO_ASSETS=(libjs-jquery libjs-jquery-form libjs-underscore
    fonts-roboto-unhinted fonts-montserrat fonts-ocr-b fonts-glyphicons-halflings)
ODOO_ASSETS_OF_THIS_SUITE=(fonts-font-awesome fonts-inconsolata)

# prepare_odoo: sets ODOO_LIB (goes on PYTHONPATH), ODOO_ADDONS (addons path), ODOO_VERSION.
prepare_odoo() {
    if [[ -n ${ODOO_PATH:-} ]]; then
        ODOO_LIB=$(_find_library "$ODOO_PATH")
    else
        build_once "$CACHE/odoo" _unpack_odoo
        ODOO_LIB=$CACHE/odoo/usr/lib/python3/dist-packages
    fi
    # The package's second folder, addons beside odoo, holds Python without data files.
    ODOO_ADDONS=$ODOO_LIB/odoo/addons
    [[ -e $ODOO_LIB/odoo-bin ]] && ODOO_ADDONS+=,$ODOO_LIB/addons
    ODOO_VERSION=$( (cat "$ODOO_LIB/odoo/release.py" "$CACHE/odoo/version"; echo "$ODOO_LIB") 2>/dev/null | short_hash)
    export PYTHONPATH=$ODOO_LIB:$ROOT
}

_find_library() {
    local folder
    for folder in "$1" "$1/.." "$1/usr/lib/python3/dist-packages"; do
        if grep -q '^version_info = (19, 0' "$folder/odoo/release.py" 2>/dev/null; then
            (cd "$folder" && pwd)
            return
        fi
    done
    die "ODOO_PATH=$1 holds no Odoo 19.0: name a folder with odoo-bin, odoo/ and addons/, or an installation."
}

_unpack_odoo() {
    local archive downloads=$CACHE/apt/downloads
    command -v apt-get >/dev/null ||
        die "Odoo is fetched through apt, which is missing: set ODOO_PATH to an Odoo 19.0 source tree."
    say "Fetching Odoo 19"
    rm -rf "$downloads"
    mkdir -p "$downloads"
    (cd "$downloads" && _download_newest_suite && _download_this_suite)
    for archive in "$downloads"/*.deb; do dpkg -x "$archive" "$1"; done
    (cd "$downloads" && echo "$ODOO_PACKAGE"_*) >"$1/version"
    # The package lost this file, which mail lists among its assets: without it each page of the
    # web client logs an error.
    local lost=$1/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation
    mkdir -p "$lost"
    touch "$lost/selfie_segmentation.js"
    rm -rf "$CACHE/apt"
    local dangling
    dangling=$(find "$1" -xtype l | tail -3)
    [[ -z $dangling ]] || say "Odoo links to files that are missing: $dangling"
}

# The suite where Odoo lives, read from the archives that the machine uses already.
_download_newest_suite() {
    local apt=$CACHE/apt archive suite options
    suite=$(_newest_suite)
    mkdir -p "$apt"/{lists/partial,archives/partial,etc/preferences.d,etc/apt.conf.d}
    # An archive may be a frozen copy, whose index counts as expired.
    options=(-qq -o Acquire::Check-Valid-Until=false -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt"
        -o Dir::Etc="$apt/etc" -o Dir::Etc::sourcelist="$apt/etc/sources.list" -o Dir::Etc::sourceparts=-
        -o APT::Sandbox::User=root)
    for archive in $(_archives); do
        echo "deb [signed-by=${suite%% *}] $archive ${suite#* }" >"$apt/etc/sources.list"
        apt-get "${options[@]}" update >"$RUN/apt.log" 2>&1 || continue
        apt-get "${options[@]}" download "$ODOO_PACKAGE" "${ODOO_ASSETS[@]}" >"$RUN/apt.log" 2>&1 && return
    done
    die "The package $ODOO_PACKAGE was not found: set ODOO_PATH to an Odoo 19.0 source tree." \
        "$(tail -2 "$RUN/apt.log")"
}

_archives() {
    # shellcheck disable=SC2016  # the variables are apt's
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' | grep -v security | cut -d' ' -f1 | sort -u
}

# Keyring, suite and components that follow development in this distribution.
_newest_suite() {
    local keyrings=/usr/share/keyrings
    case $(. /etc/os-release && echo "$ID") in
    ubuntu) echo "$keyrings/ubuntu-archive-keyring.gpg devel main universe" ;;
    *) echo "$keyrings/debian-archive-keyring.gpg unstable main" ;;
    esac
}

_download_this_suite() {
    apt-get -qq download "${ODOO_ASSETS_OF_THIS_SUITE[@]}" >"$RUN/apt.log" 2>&1 && return
    update_package_lists
    apt-get -qq download "${ODOO_ASSETS_OF_THIS_SUITE[@]}" >"$RUN/apt.log" 2>&1 ||
        die "apt could not fetch ${ODOO_ASSETS_OF_THIS_SUITE[*]}: $(tail -2 "$RUN/apt.log")"
}

# write_odoo_config FILE: the settings that server, shell and tests share.
write_odoo_config() {
    local addons=$ODOO_ADDONS
    compgen -G "$ROOT/*/__manifest__.py" >/dev/null && addons+=,$ROOT
    addons+=${MORE_ADDONS:+,$MORE_ADDONS}
    cat >"$1" <<END
[options]
addons_path = $addons
data_dir = $CACHE/odoo-data
http_interface = 127.0.0.1
http_port = $(free_port)
gevent_port = $(free_port)
list_db = False
log_level = warn
screenshots = $RUN/screenshots
END
}

# odoo ARGUMENT...: Odoo's command line with the given configuration in ODOO_RC.
odoo() { "$PYTHON" -m odoo "$@"; }
