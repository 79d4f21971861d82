"""Processor time of processes: what they cost, whatever else the machine does meanwhile."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def read_process(pid: int | None) -> float:
    """Seconds so far; 0 where it is on another machine, as a server of PostgreSQL may be."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            user, system = file.read().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / TICKS


def read_backends(cr) -> float:
    """Seconds so far of what PostgreSQL does for the database of a cursor."""
    cr.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    return sum(read_process(pid) for (pid,) in cr.fetchall())
