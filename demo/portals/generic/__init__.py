"""Systems of no family: one dialect a file."""
