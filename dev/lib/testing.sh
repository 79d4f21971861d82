# Running the tests: in parts side by side, or what the arguments name in one process.
# shellcheck shell=bash

PURE_TESTS=(tests sp_api_simulator/tests)
RESULTS=$RUN/test-$$

# run_tests NAME DATABASE ARGUMENT...: pytest with Odoo on a copy of the template, or without
# Odoo where DATABASE is empty. Leaves NAME.xml and NAME.status in RESULTS.
run_tests() {
    local name=$1 database=$2 status=0
    shift 2
    local options=(-ra -o junit_family=xunit1 --junitxml="$RESULTS/$name.xml")
    echo 1 >"$RESULTS/$name.status" # until pytest says otherwise
    export AMAZON_CONNECTOR_TEMPLATE=${TEMPLATE:-}
    if [[ -n $database ]]; then
        export ODOO_RC=$RESULTS/$name.conf
        write_odoo_config "$ODOO_RC"
        copy_template "$database"
        options+=(--odoo-config="$ODOO_RC" --odoo-database="$database" --odoo-http)
    else
        options+=(-p no:odoo)
    fi
    (cd "$ROOT" && "$PYTHON" -m pytest "${options[@]}" "$@") || status=$?
    echo $status >"$RESULTS/$name.status"
    [[ -z $database ]] || drop_database "$database"
}

# needs_odoo ARGUMENT...: whether the named tests are of an addon; where none is named, all are run.
needs_odoo() {
    local argument has_path=
    for argument; do
        [[ -e $ROOT/${argument%%::*} ]] || continue
        [[ $argument == *amazon_connector* ]] && return
        has_path=yes
    done
    [[ -z $has_path ]]
}

# existing PATH...: those that are there, a line each.
existing() {
    local path
    for path; do [[ -e $ROOT/$path ]] && echo "$path"; done
    return 0
}

# clean_up_tests: ends what still runs and drops the databases of this run.
clean_up_tests() {
    local job database
    for job in $(jobs -p); do kill -TERM -- "-$job" 2>/dev/null || true; done
    rm -rf "$RESULTS"
    [[ -n ${TEMPLATE:-} ]] || return 0
    for database in $(databases_like "run\_$$\_%"); do drop_database "$database"; done
}
