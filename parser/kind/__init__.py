"""Is it an annual report: told from a link, from a title, and from the whole document."""
