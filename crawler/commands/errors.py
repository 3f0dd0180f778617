"""Which errors are the user's to mend, and the exit code each ends with."""

import sys

DONE_IN_PART = 1
WRONG_CALL = 2
UNUSABLE_ARCHIVE = 3
STOPPED = 130
UNREAD = 141
"""As a shell tells of a tool that SIGPIPE ended. That signal is not let in: the connections that
portals close would end a crawl by it."""


def complaint(error: Exception) -> tuple[str, int] | None:
    """One line and an exit code for an error that says what to do, else ``None``.

    Looks only at classes whose modules are already loaded: an error of a module that was never
    imported cannot have been raised, and ``--help`` need not pay for importing it.
    """
    for module, name, code in (
        ("store.errors", "UnknownReport", DONE_IN_PART),
        ("store.errors", "UnknownFigure", DONE_IN_PART),
        ("store.errors", "NothingSelected", DONE_IN_PART),
        ("store.errors", "UnusableParser", WRONG_CALL),
        ("store.errors", "ArchiveError", UNUSABLE_ARCHIVE),
        ("spiders.registry", "RegistryError", WRONG_CALL),
        ("crawler.run", "UnknownSpider", WRONG_CALL),
    ):
        loaded = sys.modules.get(module)
        if loaded is not None and isinstance(error, getattr(loaded, name)):
            return str(error), code
    if isinstance(error, OSError) and error.filename is None:
        return f"the output cannot be written: {error.strerror}", DONE_IN_PART
    return None
