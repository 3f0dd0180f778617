"""What can go wrong with an archive: when each is raised, and what the caller can still do."""


class ArchiveError(Exception):
    """Base of them all; ``str()`` is one clear line: what happened, and what to do about it."""


class NotAnArchive(ArchiveError):
    """The folder holds no archive. Nothing was made: open it with ``create=True``, or another."""


class ArchiveTooNew(ArchiveError):
    """A newer release wrote the index. Nothing was touched: upgrade, then open it again."""


class ArchiveLocked(ArchiveError):
    """Another process kept the index locked for longer than we wait. Nothing of the open batch is
    in the index; what was committed before is. Roll back and repeat the batch later."""


class UnwritableArchive(ArchiveError):
    """The folder, the index or a WARC file cannot be written. What was committed before stays
    readable; make it writable, or choose another folder."""


class UnknownReport(ArchiveError):
    """No report, or more than one, answers to the reference; the message names the candidates."""


class UnreadableWarc(ArchiveError):
    """A file that was to be taken in is no WARC or WACZ file, or only the beginning of one, or is
    to be put back instead. Nothing of it is in the archive."""


class UnknownFigure(ArchiveError):
    """The report has no figure at the path; the message names those that are near."""


class NothingSelected(ArchiveError):
    """No capture answers to what was asked for. Nothing was written; the message names what is
    there."""


class DamagedArchive(ArchiveError):
    """The index is unreadable, or points at WARC bytes that are missing or no record. Other
    captures stay readable; bring the file back from a copy."""


class DamagedIndex(DamagedArchive):
    """The index is no database, or no longer. The WARC files are not touched: rebuild it."""


class UnusableParser(ArchiveError):
    """``GONGKAI_PARSER`` leads to no parser. Nothing was fetched or written; mend the setting."""


class UnusableDatabase(ArchiveError):
    """The URL of the index names no database that can be reached from here, or that of another
    archive. Nothing was written."""
