"""Workers that are forked from one process in which Odoo is ready: each is born in no time.

The nursery is an Odoo shell. For each worker that it is asked for it forks a keeper, which forks
the worker, tells its id, waits for its end and tells how it ended. A worker has connections of its
own, and can be killed like any process.
"""

import faulthandler
import os
import random
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from contextlib import suppress

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry

SERVE = """
from odoo.addons.amazon_connector.tests import nursery

nursery.serve(env, {fd})
"""


class Nursery:
    """The process that the workers on one database come from."""

    def __init__(self, database):
        self._workers = []
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "odoo", "shell", "-d", database, "--no-http"],
                stdin=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                text=True,
            )
            with self._process.stdin as code:
                code.write(SERVE.format(fd=theirs.fileno()))

    def start(self, code):
        """:return: the ``Worker`` that runs ``code``; ``env`` is there"""
        read_code, write_code = os.pipe()
        ending, write_ending = os.pipe()
        # A pipe that nobody reads would stop a worker that has much to say.
        said = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115
        socket.send_fds(self._socket, [b"!"], [read_code, said.fileno(), write_ending])
        os.close(read_code)
        os.close(write_ending)
        worker = Worker(said, ending)
        with os.fdopen(write_code, "w") as pipe:
            pipe.write(code)
        self._workers.append(worker)
        return worker

    def stop(self):
        """End the nursery, and what a test that failed has left at work."""
        for worker in self._workers:
            worker.kill()
        self._socket.close()
        self._process.wait()


class Worker:
    """A process that works, until it has ended or is killed."""

    def __init__(self, said, ending):
        self._said = said
        self._ending = os.fdopen(ending)
        self.pid = int(self._ending.readline() or 0)
        self.returncode = None
        if not self.pid:
            raise AssertionError("No worker was born: see what the nursery has logged.")

    def wait(self, timeout=None):
        """:return: exit code; below zero: the signal that ended it
        :raises subprocess.TimeoutExpired: it is still at work
        """
        if self.returncode is None:
            if not select.select([self._ending], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("worker", timeout)
            self.returncode = int(self._ending.read())
            self._ending.close()
        return self.returncode

    def poll(self):
        """:return: see ``wait``; None while it is at work"""
        try:
            return self.wait(timeout=0)
        except subprocess.TimeoutExpired:
            return None

    def kill(self):
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def output(self):
        """:return: what it has logged so far; of one that hangs also where it stands"""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGUSR1)
            with suppress(subprocess.TimeoutExpired):
                self.wait(timeout=1)
        self._said.seek(0)
        return self._said.read()


# In the nursery


def serve(env, fd):
    """Bear workers until nobody asks for one any more; does not return."""
    database = env.cr.dbname
    env.cr.close()
    # A connection that several processes share is none.
    sql_db.close_all()
    orders = socket.socket(fileno=fd)
    while fds := socket.recv_fds(orders, 1, 3)[1]:
        child = os.fork()
        if not child:
            # Nobody has to wait for a keeper: who bore it ends at once.
            if not os.fork():
                orders.close()
                _keep(database, *fds)
            os._exit(0)
        for each in fds:
            os.close(each)
        os.waitpid(child, 0)
    os._exit(0)


def _keep(database, code, said, ending):
    """Bear a worker, tell its id, and tell how it ended."""
    worker = os.fork()
    if not worker:
        os.close(ending)
        os.dup2(said, sys.stderr.fileno())
        os.close(said)
        os._exit(_work(database, code))
    os.close(code)
    os.close(said)
    os.write(ending, b"%d\n" % worker)
    _pid, status = os.waitpid(worker, 0)
    os.write(ending, b"%d" % os.waitstatus_to_exitcode(status))


def _work(database, code):
    """:return: exit code, as that of an Odoo shell that was given the code"""
    random.seed()
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    try:
        with os.fdopen(code) as pipe, Registry(database).check_signaling().cursor() as cr:
            context = api.Environment(cr, SUPERUSER_ID, {})["res.users"].context_get()
            env = api.Environment(cr, SUPERUSER_ID, context)
            cr.rollback()
            exec(pipe.read(), {"env": env, "__name__": "__main__"})
            cr.rollback()
    except BaseException:  # noqa: BLE001  # told to the test, whatever it is
        traceback.print_exc()
        return 1
    return 0
