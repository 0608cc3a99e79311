"""What several test files share."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import evidence_graph as eg
from evidence_graph.drawing import draw
from evidence_graph.site import build
from evidence_graph.store import compiled

HERE = Path(__file__).parent

# How long an example takes, or is made, is the machine's affair and not a promise. Others are tried in each
# run, so that a sample goes far.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("sample", unhurried, max_examples=15)
settings.register_profile("whole", unhurried, max_examples=100)
settings.load_profile("whole" if os.environ.get("TRIALS") == "whole" else "sample")

# The headless shell first: the same engine, and a page opens with a third of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; without one its tests are skipped, and fail where everything must run."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = f"none of {', '.join(BROWSERS)} is on the PATH"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def java():
    """Java, on which Spark runs; without it its tests are skipped, and fail where everything must run."""
    if shutil.which("java") is None:
        reason = "java is not on the PATH: apt-get install openjdk-17-jre-headless"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    for package in ("pyspark", "pandas", "pyarrow"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    with pytest.MonkeyPatch.context() as patch:
        # A short job is over before the better of Java's compilers has paid for itself.
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """No test looks into, or leaves anything in, the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("EVIDENCE_GRAPH_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """A cache that no other test has seen."""
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    return compiled.kept_indexes()


@pytest.fixture
def tea(tmp_path):
    """A copy of the tea data that may be edited."""
    return Path(shutil.copytree(HERE / "tea", tmp_path / "tea"))


LONGEST = ("test_spark.py", "test_remote.py", "test_site_browser.py", "test_readme.py", "test_map_browser.py")
"""Begun first: at the end a long file would keep one process at work while the others are idle."""


def pytest_collection_modifyitems(items):
    """Put the tests of the longest files first, and leave the others as they are."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))


class Trial:
    """How much of a long trial is run, and what it has shown."""

    def __init__(self, name, told):
        self._name, self._told = name, told

    def amount(self, *, sample, whole):
        """So many members of the trial: a sample with a fixed seed in `make test`, all in `make trials`."""
        return whole if os.environ.get("TRIALS") == "whole" else sample

    def tell(self, result):
        """Let the end of the run say *result*: what was tried and what came out."""
        self._told.append(f"{self._name}: {result}")


TOLD = pytest.StashKey[list[str]]()


@pytest.fixture
def trial(request):
    """A long trial; its test carries the mark of that name."""
    told = request.config.stash.setdefault(TOLD, [])
    return Trial(request.node.name, told)


def pytest_terminal_summary(terminalreporter, config):
    """What the long trials have shown."""
    told = config.stash.get(TOLD, [])
    if told:
        terminalreporter.section("trials")
    for line in told:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def hips():
    """The bundled data."""
    return eg.load()


@pytest.fixture(scope="session")
def hip_map(hips, tmp_path_factory):
    """The address of the map of the bundled data."""
    return draw(hips, tmp_path_factory.mktemp("hips") / "map.html").as_uri()


@pytest.fixture(scope="session")
def hip_site(hips, tmp_path_factory):
    """The folder of the site of the bundled data; nobody changes it."""
    folder = tmp_path_factory.mktemp("site")
    build(hips, folder)
    return folder


@pytest.fixture
def reader(browser, hip_map):
    """Someone who has that map open."""
    from readers import Reader

    made = Reader(browser, hip_map)
    yield made
    made.close()
