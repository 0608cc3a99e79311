"""Data folders of any size, made of the small one about tea."""

import importlib.util
from functools import cache
from pathlib import Path

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
CLAIMS = (Path(__file__).parent / "tea" / "claims.ttl").read_text("utf-8")


def many(claims, *, dirty):
    """The claims file with *claims* claims, each with an assertion, a passage and three lines."""
    _, body = CLAIMS.split("claim:long-steeping-makes-bitter a eg:Claim", 1)
    body = "claim:long-steeping-makes-bitter a eg:Claim" + body
    group = body[: body.index("claim:milk-hides-bitterness a eg:Claim")]
    group += body[body.index("assertion:tea-blog.long-") : body.index("assertion:tea-blog.milk")]
    group += body[body.index("line:long-steeping") : body.index("line:long-steeping-makes-bitter.sorensen")]
    parts = [CLAIMS]
    for number in range(claims):
        part = group.replace("long-steeping-makes-bitter", f"claim-{number}").replace(
            "tea-blog.10-52", f"p{number}"
        )
        if dirty and number % 10 == 0:
            part = part.replace(f"eg:claim claim:claim-{number}", f"eg:claim claim:clam-{number}").replace(
                "52", "4000"
            )
        if dirty and number % 10 == 1:
            part = part.replace("stance:supports", "stance:supportive").replace("curator:bo", "curator:boo")
        parts.append(part)
    return "".join(parts)


@cache
def generator():
    """What invents data folders for the benchmarks."""
    spec = importlib.util.spec_from_file_location("generator", BENCHMARKS / "generator.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def invented(folder, claims):
    """A data folder of *claims* invented claims, of the same making as those of the benchmarks."""
    return generator().write(folder, claims)


def harder(folder):
    """Let some findings of an invented *folder* come from memory, and its disputed works be retracted."""
    head, *lines = (folder / "claims.ttl").read_text("utf-8").split("eg:stance ")
    marked = [
        f"{'' if n % 3 or 'eg:verified' in line else 'eg:verified false ; '}eg:stance {line}"
        for n, line in enumerate(lines)
    ]
    text = "".join([head, *marked]).replace("retraction:disputed", "retraction:retracted")
    (folder / "claims.ttl").write_text(text, "utf-8")
    return folder


def ruled(folder, rules):
    """Let the data set of an invented *folder* say by which *rules* it is weighed."""
    text = (folder / "claims.ttl").read_text("utf-8")
    prefixes = "".join(
        f"@prefix {name}: <https://w3id.org/evidence-graph/terms/{name}/> .\n"
        for name in ("weighing", "design")
        if f"@prefix {name}:" not in text
    )
    text = prefixes + text.replace(" a eg:DataSet ;", f" a eg:DataSet ; {rules} ;", 1)
    (folder / "claims.ttl").write_text(text, "utf-8")
    return folder
