"""An article with its evidence beside it."""
