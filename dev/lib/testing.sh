# Running the tests in groups: plain (the protocol layer), simulator, upgrade, odoo (the addons),
# charts (those of the addons that need real charts of accounts: the folders called charts).
# A process imports either the protocol layer or Amazon's SDK, as both are called spapi.
# shellcheck shell=bash

RESULTS=$RUN/test-$$

# run_tests NAME DATABASE ARGUMENT...: pytest with Odoo on a copy of the template, or without
# Odoo where DATABASE is empty. Leaves NAME.xml and NAME.status in RESULTS.
run_tests() {
    local name=$1 database=$2 status=0 template=${TEMPLATE:-}
    shift 2
    [[ $name != charts ]] || template=$CHARTS_TEMPLATE
    local options=(-ra --rootdir="$ROOT" -p no:cacheprovider -o junit_family=xunit1 --junitxml="$RESULTS/$name.xml")
    echo 1 >"$RESULTS/$name.status" # until pytest says otherwise
    if [[ $name == upgrade ]]; then
        export ODOO_RC=$RESULTS/$name.conf AMAZON_CONNECTOR_BASE=$BASE AMAZON_CONNECTOR_TEMPLATE=$template
        export AMAZON_CONNECTOR_DATABASE=run_$$_upgrade
        write_odoo_config "$ODOO_RC"
    fi
    if [[ -n $database ]]; then
        export ODOO_RC=$RESULTS/$name.conf AMAZON_CONNECTOR_TEMPLATE=$template
        write_odoo_config "$ODOO_RC"
        createdb -T "$template" "$database"
        lend_simulator "$name"
        options+=(-p dev.lib.log_check --odoo-config="$ODOO_RC" --odoo-database="$database" --odoo-http)
    else
        options+=(-p no:odoo)
    fi
    (cd "$ROOT" && "$PYTHON" -m pytest "${options[@]}" "$@") || status=$?
    echo $status >"$RESULTS/$name.status"
    [[ -z $database ]] || drop_database "$database"
    [[ -z ${LENT:-} ]] || kill "$LENT" 2>/dev/null || true
}

# lend_simulator NAME: one local Amazon for all test classes of a part; each resets it to its own.
lend_simulator() {
    local log=$RESULTS/$1-amazon.log
    : >"$log"
    "$PYTHON" -m sp_api_simulator --port 0 >"$log" 2>&1 &
    LENT=$!
    until grep -q '^listening on ' "$log"; do
        kill -0 $LENT 2>/dev/null || die "The simulator did not start: $(tail -5 "$log")"
        sleep 0.1
    done
    AMAZON_SIMULATOR_URL=$(sed -n 's/^listening on //p' "$log" | head -1)
    export AMAZON_SIMULATOR_URL
}

# tests_of GROUP: its folders, a line each.
tests_of() {
    case $1 in
    plain) (cd "$ROOT" && compgen -G tests) ;;
    simulator) (cd "$ROOT" && compgen -G 'sp_api_simulator/tests') ;;
    upgrade) (cd "$ROOT" && compgen -G tests_upgrade) ;;
    charts) (cd "$ROOT" && compgen -G 'amazon_connector*/tests/charts') ;;
    odoo) (cd "$ROOT" && compgen -G 'amazon_connector*/tests' | grep -v "^$ADDONS_APART/") ;;
    esac || true
}

# group_of ARGUMENT: the group that the path belongs to; fails for what is no path.
group_of() {
    [[ -e $ROOT/${1%%::*} ]] || return
    case ${1#./} in
    tests_upgrade*) echo upgrade ;;
    tests*) echo plain ;;
    sp_api_simulator*) echo simulator ;;
    amazon_connector*/tests/charts*) echo charts ;;
    amazon_connector*) echo odoo ;;
    *) return 1 ;;
    esac
}

# read_arguments ARGUMENT...: sets OPTIONS, and TESTS with the paths of each group, a line each.
# Where no path is named, all groups are meant.
read_arguments() {
    local argument group
    OPTIONS=()
    declare -gA TESTS=()
    for argument; do
        if group=$(group_of "$argument"); then
            TESTS[$group]+=$argument$'\n'
        else
            OPTIONS+=("$argument")
        fi
    done
    ((${#TESTS[@]})) && return
    for group in plain simulator upgrade odoo charts; do TESTS[$group]=$(tests_of $group); done
}

# clean_up_tests: ends what still runs and drops the databases of this run.
clean_up_tests() {
    local job database
    for job in $(jobs -p); do kill -TERM -- "-$job" 2>/dev/null || true; done
    rm -rf "$RESULTS"
    [[ -n ${TEMPLATE:-} ]] || return 0
    for database in $(databases_like "run\_$$\_%"); do drop_database "$database"; done
}
