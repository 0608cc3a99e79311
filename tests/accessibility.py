"""What axe-core finds wrong with a page, in words.

The page must have been opened in a context with ``bypass_csp=True``: its own policy lets no script in,
that of the checker neither.
"""

from functools import cache
from importlib.resources import files

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@cache
def _axe():
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def turn_about(things, looks, amount):
    """Each of the *things* in an *amount* of the *looks*, turn about, so that every look has its share."""
    names = list(looks)
    for place, thing in enumerate(things):
        for turn in range(amount):
            yield thing, names[(place + turn) % len(names)]


def violations(page):
    """One sentence a violation of WCAG 2.2 AA or of good practice: the rule, how often, the first place."""
    page.evaluate(_axe())
    options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{v['id']} ({len(v['nodes'])}): {v['nodes'][0]['html'][:120]} {v['nodes'][0].get('failureSummary')}"
        for v in found
    ]
