"""A session on the Spark master that the user names, with this package on its executors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.errors import ClusterFailed, MissingExtra, MissingProgram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

NEEDED = ("pyspark", "pandas", "pyarrow")
JAVA = 17
LOCAL = re.compile(r"local(\[.*\]|-cluster\[.*\])?|spark://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
LOOPBACK = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "WARN",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
    "spark.sql.session.timeZone": "UTC",
}


@contextmanager
def open_session(master: str) -> Iterator[SparkSession]:
    """A session on *master* that stops at the end; one on this machine listens on loopback only.

    Raises MissingExtra or MissingProgram for what is not installed, ClusterFailed when the master does
    not answer or a job fails on it; only then Spark's own log is kept, where the message says.
    """
    require()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    handle, log = tempfile.mkstemp(prefix="evidence-graph-spark-", suffix=".log")
    failed: ClusterFailed | None = None
    with tempfile.TemporaryDirectory(prefix="evidence-graph-") as aside, _surroundings(master, Path(aside)):
        spark = None
        try:
            spark = _start(master, Path(aside), handle)
            spark.sparkContext.addPyFile(str(_package(Path(aside))))
            yield spark
        except (Py4JError, PySparkException) as error:
            failed = ClusterFailed(master, _reason(error), Path(log))
            raise failed from error
        finally:
            if spark is not None:
                _stop(spark)

            os.close(handle)
            if failed is None:
                Path(log).unlink()


def is_local(master: str) -> bool:
    """Whether *master* is on this machine."""
    return LOCAL.fullmatch(master) is not None


def require() -> None:
    """Raise MissingExtra or MissingProgram when Spark cannot run here."""
    for package in NEEDED:
        if find_spec(package) is None:
            raise MissingExtra(package, "spark")

    java = _java()
    if java is None:
        raise MissingProgram(
            "Java", f"Spark runs on Java {JAVA}: apt-get install openjdk-{JAVA}-jre-headless"
        )

    java_run = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - the user's own Java
    version = java_version(java_run.stderr)
    if version is not None and version < JAVA:
        raise MissingProgram(
            f"Java {JAVA}", f"{java} is Java {version}; apt-get install openjdk-{JAVA}-jre-headless"
        )


def java_version(java_text: str) -> int | None:
    """The major version in what ``java -version`` prints, if it can be told.

    >>> java_version('openjdk version "17.0.15" 2025-04-15'), java_version('java version "1.8.0_202"')
    (17, 8)
    """
    version_match = re.search(r'version "(?:1\.)?(\d+)', java_text)
    if version_match:
        return int(version_match[1])

    return None


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which(str(Path(home) / "bin" / "java") if home else "java")


@contextmanager
def _surroundings(master: str, aside: Path) -> Iterator[None]:
    """The environment in which Spark stays on loopback and runs this Python, where *master* is local."""
    before = dict(os.environ)
    if is_local(master):
        os.environ.update(LOOPBACK, PYSPARK_PYTHON=sys.executable)

    if master.startswith("local-cluster"):
        os.environ["SPARK_HOME"] = str(_home(aside / "spark"))

    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _home(folder: Path) -> Path:
    """A home for the workers of a local cluster, which write where Spark is; that may be read-only."""
    import pyspark

    folder.mkdir()
    for path in Path(pyspark.__file__).parent.iterdir():
        if path.name in {"bin", "jars", "python", "sbin"}:
            (folder / path.name).symlink_to(path)

    return folder


def _start(master: str, aside: Path, log: int) -> SparkSession:
    """A session whose Java writes its messages to the file *log*, not to the terminal."""
    from pyspark.sql import SparkSession

    settings = SETTINGS | {"spark.sql.warehouse.dir": str(aside / "warehouse")}
    if is_local(master):
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        }

    builder = SparkSession.builder.master(master).appName("evidence-graph")
    for name, value in settings.items():
        builder = builder.config(name, value)

    terminal = os.dup(2)
    os.dup2(log, 2)
    try:
        return builder.getOrCreate()
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)


def _stop(spark: SparkSession) -> None:
    """End the session and its Java, whose surroundings go with it."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway  # noqa: SLF001 - Spark keeps its Java for the life of the process otherwise
    spark.stop()
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait()

    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - the same


def _package(folder: Path) -> Path:
    """This package as a zip that the executors import."""
    root = Path(__file__).parents[1]
    target = folder / "evidence_graph.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(root.rglob("*.py")):
            packed.write(path, Path(root.name) / path.relative_to(root))

    return target


def _reason(error: Exception) -> str:
    """What went wrong in one line, without the trace; of a failed Python worker its exception."""
    java = getattr(error, "java_exception", None)
    lines = [line.strip() for line in str(java.getMessage() if java is not None else error).splitlines()]
    raised = [line for line in lines if re.match(r"[A-Za-z_.]+(Error|Exception|Warning): ", line)]
    java_text = [*raised[-1:], *filter(None, lines), type(error).__name__]

    return java_text[0][:300]
