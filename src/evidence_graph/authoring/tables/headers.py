"""The names of the columns: no two alike, none empty, each as the table has it where that is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERS = 26


def column_names(header: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the columns of *header*, and what was done where one is empty or stands twice.

    >>> column_names(["label", "", "Label ", "label"])[0]
    ('label', 'column B', 'Label', 'label (2)')
    """
    names: list[str] = []
    notices: list[str] = []

    for number, cell in enumerate(_without_empty_end(header)):
        name = " ".join(cell.split())
        if not name:
            name = f"column {letters(number)}"
            notices.append(f"a column without a name is called “{name}”")
        elif name in names:
            name = _next_free(name, names)
            notices.append(f"two columns have one name; column {letters(number)} is called “{name}”")

        names.append(name)

    return tuple(names), tuple(notices)


def letters(number: int) -> str:
    """The letters by which a spreadsheet calls the column *number*, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        text = chr(ord("A") + rest) + text

    return text


def _without_empty_end(header: Sequence[str]) -> Sequence[str]:
    """*header* without the empty cells at its end, which spreadsheets leave where something once stood."""
    end = len(header)
    while end and not header[end - 1].strip():
        end -= 1

    return header[:end]


def _next_free(name: str, names: Sequence[str]) -> str:
    """*name* with the first number that no column has."""
    number = 2
    while f"{name} ({number})" in names:
        number += 1

    return f"{name} ({number})"
