"""The map of 5,000 nodes and 15,000 edges beside stock pyvis: writing it, opening it, and moving about in it.

Our page opens on its claims, where a click opens one; pyvis's opens on its network, where a click chooses a
node. Panning is that of both networks.

``python benchmarks/map.py`` prints the lines.
"""

from __future__ import annotations

import json
import math
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from measuring import (
    SMALL,
    USUAL,
    Place,
    command,
    figures_row,
    in_child,
    in_turn,
    limit,
    ours,
    peer,
    row,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Row, Scale

CLAIMS = 3_330
"""So many invented claims have 5,000 nodes and 15,000 edges with their studies."""
FEW = 60
TIMES = 3
BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PANNING = 2.0
STOCK, PLACED = "stock pyvis, no layout", "stock pyvis, places given"

LOOK = """selector => {
  const place = document.querySelector(selector);
  const canvas = place?.querySelector("canvas");
  if (place && !canvas) return place.childElementCount ? [place.innerHTML.length, performance.now()] : null;
  if (!canvas) return null;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0, ink = 0;
  for (let n = 0; n < data.length; n += 28) {
    sum = (sum * 31 + data[n] + 3 * data[n + 1]) | 0;
    ink += data[n + 3] > 0;
  }
  return ink ? [sum, performance.now()] : null;
}"""
FRAMES = """() => {
  window.frames = [];
  const tick = (now) => { window.frames.push(now); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
DRAWN = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
})"""


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about the map."""
    claims = FEW if scale.name == SMALL.name else CLAIMS
    folder, times = place.folder(claims), min(scale.repeats, TIMES)
    page, stock, placed = (place.root / f"{name}.html" for name in ("map", "stock", "placed"))
    place.index(claims)
    environment = place.environment(claims)
    held = place.root / "network.json"
    graph = in_child("map", "network", folder, environment=environment)
    held.write_text(json.dumps(graph), "utf-8")
    size = f"{len(graph['nodes']):,} nodes, {len(graph['edges']):,} edges"
    verb = ("map", "--data", folder, "-o", page)
    theirs = peer("stock_pyvis", held, stock)
    pairs = in_turn(ours(*verb), theirs, times, environment)
    profile = command(*verb, environment=environment)
    yield row(f"`map`, {size}, compiled", STOCK, pairs, 3, profile=profile)
    anew = ours(*verb, "--no-cache")
    yield row(f"`map --no-cache`, {size}", STOCK, in_turn(anew, theirs, times), None)
    run(peer("stock_pyvis", held, placed, "places"))
    if _browser():
        yield from _in_browser(page, placed, times, size)


def network(folder: str) -> dict[str, Any]:
    """The nodes and edges of our map, as plain values."""
    import evidence_graph as eg

    made = eg.to_pyvis(eg.load(folder))
    return {
        "nodes": [(node["id"], node["label"], node["x"], node["y"]) for node in made.nodes],
        "edges": [(edge["from"], edge["to"], edge["kind"]) for edge in made.edges],
    }


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _in_browser(page: Path, placed: Path, times: int, size: str) -> Iterator[Row]:
    """Opening, clicking and panning, ours and the peer's in turn."""
    seen = [(watch(page, OURS), watch(placed, THEIRS)) for _ in range(times)]
    opened, answered, _, scripted = ([one[n] for one, _ in seen] for n in range(4))
    yield limit(f"page of {size}: first stable picture, wall clock", opened, 1.5)
    yield limit("the same: opened, drawn and a click answered, wall clock", answered, 3)
    yield limit("the same: script in a frame while panning, processor time", scripted, 0.008)
    beside = {
        "first stable picture": 0.25,
        "click answered": 0.25,
        "a frame while panning": None,
        "script in a frame while panning": None,
    }
    for n, (what, goal) in enumerate(beside.items()):
        figures = [(one[n], other[n]) for one, other in seen]
        yield figures_row(f"the same: {what}, wall clock", PLACED, figures, goal)


class Way(NamedTuple):
    """How a page is watched: what says that it is drawn, where one clicks, and where the network is."""

    look: str
    clicked: str
    network: str
    canvas: str


OURS = Way("main", "main .card", "#network", "#stage")
THEIRS = Way("#mynetwork", "#mynetwork", "", "#mynetwork")


def watch(page: Path, way: Way) -> tuple[float, float, float, float]:
    """Seconds until the picture stays and a click is answered; of a frame of panning, and of its script."""
    with _open(page) as opened:
        stable = _settled(opened, way.look)
        box = opened.query_selector(way.clicked).bounding_box()
        before = opened.evaluate("performance.now()")
        opened.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        answered = stable + (opened.evaluate(DRAWN) - before) / 1000

        opened.keyboard.press("Escape")
        if way.network:
            opened.evaluate("name => { location.hash = name; }", way.network)
        opened.wait_for_timeout(1500)
        stage = opened.query_selector(way.canvas).bounding_box()
        middle = (stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)
        return stable, answered, *_a_frame(opened, *middle)


@contextmanager
def _open(page: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=QUIET)
        opened = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.goto(page.as_uri(), wait_until="commit")
        yield opened
        browser.close()


def _settled(opened: Any, canvas: str) -> float:
    """When the picture was there that did not change any more, in seconds after the page was asked for."""
    last = None
    while True:
        seen = opened.evaluate(LOOK, canvas)
        if seen and last and seen[0] == last[0]:
            return last[1] / 1000
        last = seen
        opened.wait_for_timeout(100)


def _a_frame(opened: Any, x: float, y: float) -> tuple[float, float]:
    """How long a frame takes while panning, and the script in it."""
    counters = opened.context.new_cdp_session(opened)
    # Time of the thread, not of the wall: other work on the machine is none of the page's.
    counters.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened.evaluate(FRAMES)
    opened.mouse.move(x, y)
    opened.mouse.down()
    script, end, step = _script_time(counters), time.monotonic() + PANNING, 0
    while time.monotonic() < end:
        step += 1
        opened.mouse.move(x + 200 * math.sin(step / 15), y + 120 * math.sin(step / 11))
    frames, spent = opened.evaluate("window.frames"), _script_time(counters) - script
    opened.mouse.up()
    number = len(frames) - 1
    return (frames[-1] - frames[0]) / 1000 / number, spent / number


def _script_time(counters: Any) -> float:
    metrics = counters.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "ScriptDuration")


def main() -> None:
    """Print the lines."""
    from results import TABLE, line

    with tempfile.TemporaryDirectory(prefix="bench-") as root:
        found = list(rows(Place(Path(root)), USUAL))
    sys.stderr.write("\n")
    sys.stdout.write(TABLE + "".join(map(line, found)))


if __name__ == "__main__":
    main()
