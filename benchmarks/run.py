"""Measure the work people wait for beside a peer in the same run, and write RESULTS.md.

Figures are processor time (user and system), the median of several runs in turn; what counts is the
ratio. ``make bench`` runs it.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import folders  # noqa: E402 - it stands beside the tests

RUNS = 5
PEERS = ("rdflib", "networkx", "pyvis", "pyshacl", "bibtexparser", "pyoxigraph")


@dataclass(frozen=True)
class Work:
    """Something people wait for: our program, the peer's, and the ratio we want at most."""

    name: str
    ours: str
    peer: str
    peer_name: str
    goal: float | None


PLAIN = """
import rdflib, networkx, pyvis.network
graph = rdflib.Graph().parse("{data}/claims.ttl", format="turtle")
query = '''PREFIX eg: <https://w3id.org/evidence-graph/terms#>
SELECT ?stance ?finding WHERE {{
  ?line eg:claim <https://w3id.org/evidence-graph/hip-thrust/claim/no-transfer-to-sprinting> ;
        eg:stance ?stance ; eg:finding ?finding }}'''
for row in graph.query(query):
    print(*row)
"""
STUDIES = """
from evidence_graph.cli import main
main(["studies", "no-transfer-to-sprinting", "--data", "{data}", "-f", "json"])
"""
READ = """
from evidence_graph import bibliography
assert len(bibliography.load("{big}/large.bib").entries) == 10_000
"""
SPLIT = """
from bibtexparser.entrypoint import parse_string
assert len(parse_string(open("{big}/large.bib", encoding="utf-8").read(), parse_stack=[]).entries) == 10_000
"""
CHECK = """
from evidence_graph.checks import check_folder
assert check_folder("{big}")
"""
SHACL = """
import pyshacl, rdflib
from evidence_graph import rdf, vocabulary, dataset
shapes = rdflib.Graph().parse(data=vocabulary.document("shapes.ttl"), format="turtle")
assert not pyshacl.validate(rdf.to_rdflib(dataset.load("{big}")), shacl_graph=shapes)[0]
"""

WORKS = (
    Work(
        "`studies ID`, whole process, bundled data",
        STUDIES,
        PLAIN,
        "rdflib, networkx, pyvis; parse; SPARQL",
        0.25,
    ),
    Work("reading 10,000 BibTeX entries", READ, SPLIT, "bibtexparser cutting them", 1.5),
    Work("`check` of 2,000 claims, dirty data", CHECK, SHACL, "pySHACL with the same shapes", 0.1),
)


def processor_time(program: str) -> float:
    """The seconds of processor time that a fresh Python takes for *program*."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(work: Work, places: dict[str, str]) -> str:
    """One row of the table: both in turn, the median of each, and the ratio pair by pair."""
    pairs = []
    for _ in range(RUNS):
        pairs.append(tuple(processor_time(p.format(**places)) for p in (work.ours, work.peer)))
        sys.stderr.write(".")
        sys.stderr.flush()
    ratios = [ours / peer for ours, peer in pairs]
    ours, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(ratios)
    met = "" if work.goal is None else "yes" if ratio <= work.goal else "**no**"
    return (
        f"| {work.name} | {work.peer_name} | {ours:.2f} s | {peer:.2f} s | {ratio:.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}) | {work.goal} | {met} |"
    )


def main() -> None:
    """Measure everything and write RESULTS.md."""
    with tempfile.TemporaryDirectory() as big:
        (Path(big) / "claims.ttl").write_text(folders.many(2_000, dirty=True), "utf-8")
        (Path(big) / "citations.bib").write_text(
            (ROOT / "tests/tea/citations.bib").read_text("utf-8"), "utf-8"
        )
        (Path(big) / "large.bib").write_text(large_bib(10_000), "utf-8")
        rows = [measure(work, {"data": str(ROOT / "data"), "big": big}) for work in WORKS]
    sys.stderr.write("\n")
    packages = ", ".join(f"{name} {version(name)}" for name in PEERS)
    lines = [
        "# Results",
        "",
        f"Processor time of whole processes, the median of {RUNS} runs in turn; the ratio is ours to the",
        "peer's, pair by pair (smallest to largest). `make bench` writes this page.",
        "",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {packages}.",
        "",
        "| work | beside | ours | peer | ratio | goal at most | reached |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]
    (ROOT / "benchmarks" / "RESULTS.md").write_text("\n".join(lines), "utf-8")
    sys.stdout.write("\n".join(lines))


def large_bib(entries: int) -> str:
    """A bibliography of *entries* entries with ten fields each."""
    fields = "".join(f"  field{number} = {{A {{value}} of {number}}},\n" for number in range(10))
    return "".join(f"@misc{{key{number},\n{fields}}}\n\n" for number in range(entries))


if __name__ == "__main__":
    main()
