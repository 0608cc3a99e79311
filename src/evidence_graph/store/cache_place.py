"""The folder where indexes are kept, and whether it is this user's alone."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from evidence_graph.errors import CannotWrite

OWN = "EVIDENCE_GRAPH_CACHE"
"""The environment variable that names another folder."""


def place() -> Path:
    """Where indexes are kept: ``EVIDENCE_GRAPH_CACHE``, else the user's cache folder.

    Raises CannotWrite where there is no such place.
    """
    own = os.environ.get(OWN)
    try:
        root = Path(own) if own else _users()
        str(root).encode()
    except RuntimeError:
        reason = f"no home folder is known; name a folder for indexes in {OWN}"
        raise CannotWrite(Path("~/.cache/evidence-graph"), reason) from None
    except UnicodeEncodeError:
        reason = f"its name is no valid text; name another folder in {OWN}"
        raise CannotWrite(root, reason) from None

    return root


def _users() -> Path:
    if sys.platform in {"win32", "darwin"}:
        from platformdirs import user_cache_path

        return user_cache_path("evidence-graph", appauthor=False)

    # The same as platformdirs has here (a test holds them together), whose import would cost each question
    # 4 ms of 60; where no home is known Path says so, and platformdirs would name a folder "~".
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evidence-graph"


def fault(root: Path) -> str | None:
    """Why the folder *root* must not be used: whoever may write to it decides what is answered.

    Nothing where it is this user's alone or is not there yet. Raises OSError where it cannot be looked at.
    """
    if os.name != "posix":  # elsewhere the user's own folder is no other's by its place
        return None

    try:
        status = root.stat()
    except FileNotFoundError:
        return None

    if status.st_uid != os.geteuid():
        return f"it belongs to another user ({status.st_uid}); name a folder of your own in {OWN}"
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"others may write to it, and so decide what is answered; end that with: chmod go-w {root}"

    return None


def refuse(root: Path) -> None:
    """Raise CannotWrite where the folder *root* must not be used."""
    reason = fault(root)
    if reason:
        raise CannotWrite(root, reason)
