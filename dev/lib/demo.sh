# The demo of this clone: the simulator, a database with demo data and an Odoo server on it.
# shellcheck shell=bash

DEMO=$RUN/demo-$(echo "$ROOT" | short_hash)
DEMO_DATABASE=demo_${DEMO##*-}
ODOO_PORT=8069

# start_demo SCENARIO: sets SIMULATOR_URL and ODOO_URL, both answering.
start_demo() {
    mkdir -p "$DEMO"
    stop_services "$DEMO"
    say "Starting the simulator with the scenario $1"
    start_service "$DEMO" simulator "$PYTHON" -m sp_api_simulator --host 127.0.0.1 --port 0 --scenario "$1"
    wait_for "$DEMO" simulator 60 grep -q 'listening on' "$DEMO/simulator.log"
    SIMULATOR_URL=$(sed -n 's/.*listening on //p' "$DEMO/simulator.log" | head -1)
    export SIMULATOR_URL

    ODOO_PORT=$(free_port $ODOO_PORT)
    export ODOO_URL=http://127.0.0.1:$ODOO_PORT

    say "Making the demo database"
    drop_database "$DEMO_DATABASE"
    copy_template "$DEMO_DATABASE"
    write_odoo_config "$DEMO/odoo.conf"
    export NEWCOMER=$DEMO/newcomer.txt
    in_demo_shell demo_setup.py >"$DEMO/setup.log" 2>&1 ||
        die "The demo data could not be set up: $(tail -20 "$DEMO/setup.log")"
    say "Booking two settlements of the past"
    in_demo_shell demo_accounting.py >"$DEMO/accounting.log" 2>&1 ||
        die "The past of the demo could not be booked: $(tail -20 "$DEMO/accounting.log")"

    say "Starting Odoo"
    start_service "$DEMO" odoo "$PYTHON" -m odoo -c "$DEMO/odoo.conf" -d "$DEMO_DATABASE" \
        --http-port "$ODOO_PORT" --max-cron-threads 2 --log-level info
    wait_for "$DEMO" odoo 90 answers "$ODOO_URL/web/health"
    # Cron workers look for work when they are told to, else only once a minute.
    psql -qd postgres -c "NOTIFY cron_trigger, '$DEMO_DATABASE'"
}

# in_demo_shell SCRIPT: runs a script of dev/ in an Odoo shell on the demo database.
in_demo_shell() {
    odoo shell -c "$DEMO/odoo.conf" -d "$DEMO_DATABASE" --no-http <"$ROOT/dev/$1"
}

answers() { "$PYTHON" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)' "$1"; }

# watch_demo: returns when one of the demo's programs has ended.
watch_demo() {
    while is_alive "$DEMO" odoo && is_alive "$DEMO" simulator; do sleep 1; done
    die "A program of the demo ended: $(tail -5 "$DEMO/odoo.log" "$DEMO/simulator.log")"
}

# check_demo: waits until demo_report.py finds the scenario's orders in Odoo, and prints its report.
check_demo() {
    local deadline=$((SECONDS + 300)) complete=
    say "Waiting for the orders of the scenario"
    until [[ $complete ]] || ((SECONDS > deadline)); do
        sleep 3
        if in_demo_shell demo_report.py >"$DEMO/report.txt" 2>"$DEMO/report.log"; then complete=yes; fi
    done
    cat "$DEMO/report.txt"
    [[ $complete ]] || die "The demo is not complete after 5 minutes, see $DEMO/odoo.log and $DEMO/report.log"
    check_demo_log
}

# What Odoo warns of in a demo whatever the addon does: development servers have no mail server, and
# werkzeug is not meant for production.
DEMO_WARNINGS='werkzeug|wkhtmltopdf|mail server'

# check_demo_log: ends with what Odoo warned of and nobody expected.
check_demo_log() {
    local unexpected
    unexpected=$(grep -E '^[0-9-]+ [0-9:,]+ [0-9]+ (WARNING|ERROR|CRITICAL) ' "$DEMO/odoo.log" "$DEMO/setup.log" "$DEMO/accounting.log" |
        grep -vE "$DEMO_WARNINGS" | head -20 || true)
    [[ -z $unexpected ]] || die "Odoo logged what a demo should not:"$'\n'"$unexpected"
}
