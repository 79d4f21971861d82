# Prepared databases: one with Odoo's modules, from it one with the addons, from that a copy per run.
# shellcheck shell=bash

# What the addons depend on, and what their tests and the demo use besides.
ODOO_MODULES=sale_management,sale_stock,stock_delivery,stock_account,account,mrp
# The charts of accounts that tests of money work with, each with a company of its own.
CHART_MODULES=l10n_us_account,l10n_uk,l10n_de,l10n_fr_account,l10n_jp,l10n_eu_oss
TEMPLATES_KEPT=12

# databases_like PATTERN: their names, the newest first.
databases_like() {
    psql -d postgres -Atc "SELECT datname FROM pg_database WHERE datname LIKE '$1' ORDER BY oid DESC"
}

database_exists() { [[ -n $(databases_like "${1//_/\\_}") ]]; }

# prepare_template KIND: sets BASE to a database with Odoo's modules and TEMPLATE to one with the
# addons too; KIND is test, demo (with demo data) or charts (with companies in several countries).
prepare_template() {
    local kind=$1 demo='' odoo_modules=$ODOO_MODULES scripts=("$LIB/prepare_template.py")
    [[ $kind == demo ]] && demo=--with-demo
    if [[ $kind == charts ]]; then
        odoo_modules+=,$CHART_MODULES
        scripts=("$LIB/prepare_charts.py" "${scripts[@]}")
    fi
    BASE=${kind}_base_$(echo "$ODOO_VERSION $odoo_modules $(cat "${scripts[@]}")" | short_hash)
    TEMPLATE=${kind}_addons_$( (echo "$BASE"; _addon_files | xargs -0 sha256sum) | short_hash)
    database_exists "$TEMPLATE" || locked "$kind-templates" _build_templates "$kind" "$BASE" "$TEMPLATE" "$demo"
}

# Addons that need modules which Odoo does not have: installed where they are asked for alone.
ADDONS_APART=amazon_connector_queue_job

# WITH names those of them that are wanted.
_addons() {
    (cd "$ROOT" && compgen -G '*/__manifest__.py' | cut -d/ -f1 | grep -vxF "${ADDONS_APART#"${WITH:-}"}" || true)
}

# Tests are read from the files, not from the database: changing them costs no new template.
_addon_files() {
    local folders
    mapfile -t folders < <(_addons)
    (cd "$ROOT" && find /dev/null "${folders[@]}" -type f \
        -not -path '*/tests/*' -not -path '*/__pycache__/*' -not -name '*.md' -print0 | sort -z)
}

_build_templates() {
    local kind=$1 base=$2 addons=$3 demo=$4 modules
    if ! database_exists "$base"; then
        say "Installing Odoo's modules into the $kind template (once)"
        _build_template "$base" "" "$odoo_modules" "$demo" "${scripts[@]}"
    fi
    if ! database_exists "$addons"; then
        modules=$(_addons | paste -sd,)
        say "Installing ${modules:-nothing} into the $kind template"
        _build_template "$addons" "$base" "$modules" "$demo" "$LIB/prepare_template.py"
        _prune "$kind"
    fi
}

# _build_template NAME FROM MODULES DEMO SCRIPT...: under another name until it is whole.
_build_template() {
    local name=$1 from=$2 modules=$3 demo=$4 building=building_$1 log=$RUN/$1.log script
    shift 4
    local -x ODOO_RC=$RUN/$name.conf
    drop_database "$building"
    [[ -z $from ]] || createdb -T "$from" "$building"
    write_odoo_config "$ODOO_RC"
    : >"$log"
    if [[ -n $modules ]]; then
        # shellcheck disable=SC2086  # DEMO is an option or nothing
        odoo -d "$building" -i "$modules" $demo --stop-after-init --no-http --log-level=info 9>&- >"$log" 2>&1 ||
            die "Odoo could not install $modules, see $log: $(_last_error "$log")"
    fi
    for script; do
        odoo shell -d "$building" --no-http 9>&- <"$script" >>"$log" 2>&1 ||
            die "The template could not be finished, see $log: $(_last_error "$log")"
    done
    psql -d postgres -qc "ALTER DATABASE \"$building\" RENAME TO \"$name\""
    rm -f "$ODOO_RC"
}

# What went wrong stands in the last lines without a time stamp.
_last_error() { grep -vE '^[0-9-]+ [0-9:,]+ ' "$1" | tail -5; }

# Old templates, and what broken runs left behind; a run's database carries the number of its process.
_prune() {
    local name level process
    for level in base addons; do
        for name in $(databases_like "$1\_$level\_%" | tail -n +$((TEMPLATES_KEPT + 1))); do drop_database "$name"; done
    done
    for name in $(databases_like "building\_$1\_%"); do drop_database "$name"; done
    for name in $(databases_like 'run\_%'); do
        process=${name#run_}
        [[ -d /proc/${process%%_*} ]] || drop_database "$name"
    done
}

# copy_template NAME: a database of its own for one run.
copy_template() { createdb -T "$TEMPLATE" "$1"; }

drop_database() { dropdb --if-exists -f "$1" 2>/dev/null || true; }
