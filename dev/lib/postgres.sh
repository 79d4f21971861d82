# PostgreSQL: the server that the PG* variables name, else a private one under the cache.
# shellcheck shell=bash

POSTGRES=$CACHE/postgres

# prepare_postgres: after it psql, createdb and Odoo reach the server through PG* variables.
prepare_postgres() {
    if [[ -n ${PGHOST:-}${PGPORT:-}${PGSERVICE:-} && ${PGHOST:-} != "$(_socket_folder)" ]]; then
        command -v psql >/dev/null || install_packages postgresql-client
        psql -d postgres -qc '' || die "The server that PGHOST and PGPORT name does not answer: start it or unset them."
        return
    fi
    _find_binaries
    export PGHOST PGPORT=5432 PGUSER=odoo
    PGHOST=$(_socket_folder)
    _is_running || locked postgres _start_postgres
}

_find_binaries() {
    local folder
    POSTGRES_BIN=
    for folder in /usr/lib/postgresql/*/bin; do [[ -x $folder/initdb ]] && POSTGRES_BIN=$folder; done
    [[ -n $POSTGRES_BIN ]] && return
    install_packages postgresql
    _find_binaries
}

# The path of a unix socket holds 107 characters at most.
_socket_folder() {
    if ((${#RUN} < 80)); then
        echo "$RUN/postgres"
    else
        echo "/tmp/amazon_connector-$(echo "$CACHE" | short_hash)"
    fi
}

# PostgreSQL refuses to run as root.
_as_postgres() {
    if ((EUID == 0)); then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

_is_running() { "$POSTGRES_BIN/pg_isready" -q; }

_start_postgres() {
    _is_running && return
    local owner
    owner=$(_as_postgres id -un)
    _as_postgres test -x "$CACHE" ||
        die "The user $owner cannot enter $CACHE: set AMAZON_CONNECTOR_CACHE to a folder that everybody may enter."
    install -d -m 700 -o "$owner" "$POSTGRES" "$PGHOST"
    [[ -s $POSTGRES/data/PG_VERSION ]] || _init_postgres
    say "Starting PostgreSQL"
    _as_postgres "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES/data" -l "$POSTGRES/log" -w -s start 9>&- ||
        die "PostgreSQL did not start, see $POSTGRES/log"
    # PostgreSQL's own cleaning may be at work in a database that a run drops: without the right to
    # end it, dropdb -f fails.
    "$POSTGRES_BIN/psql" -U "$owner" -d postgres -qc "
        DO \$\$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'odoo') THEN CREATE ROLE odoo LOGIN CREATEDB; END IF;
            GRANT pg_signal_backend TO odoo;
        END \$\$"
}

_init_postgres() {
    _as_postgres "$POSTGRES_BIN/initdb" -D "$POSTGRES/data" -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
    # Throw-away data: a crash may lose it. Benchmarks compare ways of working on this same server,
    # so that their ratios stand; their absolute figures are better than on a durable one.
    _as_postgres tee -a "$POSTGRES/data/postgresql.conf" >/dev/null <<END
listen_addresses = ''
unix_socket_directories = '$PGHOST'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = 4GB
END
}

# stop_postgres: stops the private server, if it runs.
stop_postgres() {
    [[ -s $POSTGRES/data/postmaster.pid ]] || return 0
    _find_binaries
    say "Stopping PostgreSQL"
    _as_postgres "$POSTGRES_BIN/pg_ctl" -D "$POSTGRES/data" -m fast -w -s stop || true
}

# stop_postgres_if_idle: leaves the server to those who still work on it.
stop_postgres_if_idle() {
    [[ -s $POSTGRES/data/postmaster.pid ]] || return 0
    local others
    others=$(PGHOST=$(_socket_folder) psql -U odoo -d postgres -Atc "
        SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL AND pid <> pg_backend_pid()" || echo 0)
    if ((others)); then
        say "PostgreSQL goes on: $others other connections are open"
    else
        stop_postgres
    fi
}
