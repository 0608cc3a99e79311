"""What a cell holds where something else belongs."""


class Unreadable(ValueError):  # noqa: N818 - reads as what it says of a cell
    """A cell that cannot be read as its field: why, and what to do."""

    def __init__(self, reason: str, cure: str) -> None:
        self.reason, self.cure = reason, cure
        super().__init__(reason)
