"""What a verb still needs: asked of whoever sits at a terminal, an error that names the option elsewhere."""

from __future__ import annotations

import sys

import click


def can_ask() -> bool:
    """Whether somebody is there to answer: both standard input and standard error are terminals."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def need(value: str | None, question: str, option: str) -> str:
    """*value*, or the answer to *question*; where nobody answers a UsageError names the *option*."""
    if value is not None and value.strip():
        return value
    if not can_ask():
        raise click.UsageError(f"{option} is missing: {question}.")

    answer: str = click.prompt(question, err=True)

    return answer


def offer(value: str | None, question: str, default: str = "") -> str:
    """*value*, or the answer to *question*, which may stay without one."""
    if value is not None or not can_ask():
        return value if value is not None else default

    answer: str = click.prompt(question, default=default, show_default=bool(default), err=True)

    return answer


def confirm(question: str) -> bool:
    """Whether the answer to *question* is yes; where nobody can be asked it is no."""
    return can_ask() and click.confirm(question, default=True, err=True)
