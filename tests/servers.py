"""SPARQL servers that tests start on loopback, each on a port of its own and with data of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from evidence_graph.endpoint.address import read
from evidence_graph.endpoint.calls import Call, Caller
from evidence_graph.errors import EndpointError

PATIENCE = 180


def missing(reason):
    """Skip a test, or fail it where everything must run."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


@contextmanager
def oxigraph(folder):
    """The query address of an Oxigraph server that keeps its data in *folder*."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        missing("the oxigraph server is not installed: pip install oxigraph")
    port = free_port()
    command = [program, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with running(command, folder, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def running(command, folder, probe):
    """The server that *command* starts in *folder*, once it answers at *probe*."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            wait_for(server, probe, folder / "log")
            yield server
        finally:
            server.kill()
            server.wait()


def wait_for(server, probe, log):
    end = time.monotonic() + PATIENCE
    caller = Caller(read(probe))
    while time.monotonic() < end and server.poll() is None:
        try:
            caller.send(Call(probe, method="GET"), seconds=5)
        except EndpointError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


@contextmanager
def virtuoso(folder, *, rows=10_000):
    """The query address of a Virtuoso server that gives no more than *rows* rows; its user is dba, dba."""
    program = next(filter(None, map(shutil.which, ("virtuoso-t", "virtuoso-opensource"))), None)
    if program is None:
        missing("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    web = free_port()
    (folder / "virtuoso.ini").write_text(INI.format(port=free_port(), web=web, rows=rows), "utf-8")
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with running(command, folder, f"http://127.0.0.1:{web}/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{web}/sparql"


STARTED = {"oxigraph": oxigraph, "virtuoso": virtuoso}
OWNER = {"EVIDENCE_GRAPH_USER": "dba", "EVIDENCE_GRAPH_PASSWORD": "dba"}
