"""What is installed is whole: the wheel carries data, templates and vocabulary, and needs no checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import evidence_graph as eg

ROOT = Path(__file__).parents[1]
TEA = Path(__file__).parent / "tea"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The files of the wheel, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [archive] = folder.glob("*.whl")
    zipfile.ZipFile(archive).extractall(folder / "unpacked")
    return folder / "unpacked"


def run(wheel, *arguments, cwd):
    """Run the unpacked package, away from any checkout."""
    program = "import sys; from evidence_graph.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-P", "-c", program, *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(wheel), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_answers_from_its_bundled_data(wheel, tmp_path):
    done = run(wheel, "studies", "no-transfer-to-sprinting", "-f", "json", cwd=tmp_path)

    keys = {study["key"] for study in json.loads(done.stdout)["studies"]}
    assert "jarvis2019" in keys
    assert done.stderr == ""


def test_the_wheel_draws_the_map(wheel, tmp_path):
    done = run(wheel, "map", "-o", "map.html", "--data", TEA, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_the_wheel_writes_the_site_and_shows_a_claim(wheel, tmp_path):
    done = run(wheel, "site", "-o", "site", "--data", TEA, cwd=tmp_path)
    program = "import evidence_graph as eg; print(eg.load().claims()[0]._repr_mimebundle_()['text/html'])"
    shown = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(wheel), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Content-Security-Policy" in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert '<div class="evidence-graph">' in shown.stdout, shown.stderr


def test_the_wheel_carries_vocabulary_and_types(wheel):
    package = wheel / "evidence_graph"
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    promised = {
        "py.typed",
        "_bundled/claims.ttl",
        "_bundled/citations.bib",
        "vocabulary/evidence.ttl",
        "vocabulary/shapes.ttl",
        "vocabulary/context.jsonld",
        "search/english.txt",
        "search/script/search.js",
    }

    assert promised - files == set()


def test_every_public_name_is_there():
    assert [name for name in eg.__all__ if not hasattr(eg, name)] == []
    assert set(eg.__all__) - {"__version__"} == set(eg._HOMES)


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        _ = eg.nope


def test_constraints_name_no_address():
    text = (ROOT / "constraints.txt").read_text()

    assert "://" not in text
    assert "bibtexparser==" in text
