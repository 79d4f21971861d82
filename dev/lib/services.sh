# Programs that go on running: each has a log and a file with its process number in a folder.
# shellcheck shell=bash

# start_service FOLDER NAME COMMAND...: in a session of its own, so that all it starts ends with it.
start_service() {
    local folder=$1 name=$2
    shift 2
    # Emptied first: in the log of the last run one would read what is not true yet.
    : >"$folder/$name.log"
    setsid "$@" >"$folder/$name.log" 2>&1 </dev/null &
    echo $! >"$folder/$name.pid"
}

# is_alive FOLDER NAME
is_alive() { kill -0 "$(cat "$1/$2.pid" 2>/dev/null)" 2>/dev/null; }

# stop_services FOLDER: asks each to end, and ends it when it does not listen.
stop_services() {
    local file group
    for file in "$1"/*.pid; do
        [[ -e $file ]] || continue
        group=$(cat "$file")
        say "Stopping $(basename "$file" .pid)"
        kill -TERM -- "-$group" 2>/dev/null || true
        for _ in {1..50}; do
            kill -0 -- "-$group" 2>/dev/null || break
            sleep 0.2
        done
        kill -KILL -- "-$group" 2>/dev/null || true
        rm -f "$file"
    done
}

# wait_for FOLDER NAME SECONDS COMMAND...: until COMMAND succeeds; ends with the log when NAME dies.
wait_for() {
    local folder=$1 name=$2 deadline=$((SECONDS + $3))
    shift 3
    until "$@" 2>/dev/null; do
        is_alive "$folder" "$name" || die "$name ended: $(tail -20 "$folder/$name.log")"
        ((SECONDS < deadline)) || die "$name did not answer in time, see $folder/$name.log"
        sleep 0.3
    done
}
