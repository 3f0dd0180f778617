"""Heals what ``verify`` found, as far as it can be.

1. bad bytes are moved aside, never deleted
2. what the index still knows of them is said again (``store.resaying``)
3. the index is made again from what is left
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from store.archive import DAMAGED, WARC_DIR, Archive
from store.derivation import PARSER
from store.errors import DamagedArchive, NotAnArchive
from store.faults import Fault
from store.foreign import MENDED, TAKEN_IN, is_taken_in
from store.locks import alone
from store.progress import Progress, Tell
from store.rebuild import Rebuilt, rebuild
from store.records import Record
from store.replay import Derive
from store.resaying import say_again
from store.scan import scan
from store.warcfile import member, set_tail_aside, sync_folder
from store.warcinfos import LostWarcinfos

UNFINISHED = ".unfinished"


class Repaired(msgspec.Struct):
    moved: list[str]
    """Files with bad bytes, as they are now called in the folder of the archive."""
    rebuilt: Rebuilt


def repair(
    root: Path,
    faults: Iterable[Fault],
    *,
    database: str | None = None,
    derive: Derive,
    parser: str = PARSER,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Repaired:
    """Raises ``DamagedArchive``, with nothing done, while a WARC file is missing: an index made
    again would forget what was in it. One that was killed is finished by another."""
    gone = {fault.file for fault in faults if fault.kind == "missing" and fault.file}
    missing = sorted(name for name in gone if not (root / WARC_DIR / DAMAGED / name).exists())
    if missing:
        raise DamagedArchive(
            f"{root / WARC_DIR}: bring back {', '.join(missing)} from a copy and repair then, or "
            "go on without by `gongkai rebuild`"
        )
    names = sorted({fault.file for fault in faults if fault.file and fault.kind != "lost"} - gone)
    with alone(root / WARC_DIR):
        for stale in (root / WARC_DIR).glob(f"*{MENDED}*{UNFINISHED}"):  # of one that was killed
            stale.unlink()
        moved = [
            aside
            for path in (root / WARC_DIR / name for name in names)
            for aside in mend(path, _lost_warcinfos(root, database, path))
        ]
    _say_again(root, database, tell)
    done = rebuild(root, database=database, derive=derive, parser=parser, tell=tell)
    return Repaired([str(path.relative_to(root)) for path in moved], done)


def _say_again(root: Path, database: str | None, tell: Tell) -> None:
    """Nothing can be, where the index that was is lost or damaged."""
    with suppress(NotAnArchive, DamagedArchive), Archive.open(root, database=database) as archive:
        say_again(archive, tell)


def _lost_warcinfos(root: Path, database: str | None, path: Path) -> list[Record]:
    """Nor do these, then."""
    with (
        suppress(NotAnArchive, DamagedArchive),
        Archive.open(root, database=database) as archive,
        archive.engine.connect() as connection,
    ):
        lost = LostWarcinfos(connection, path.name)
        for found in scan(path):
            if found.record is not None:
                lost.read(found.record, found.offset)
        return list(lost.anew(_mended(path).name))
    return []


def mend(path: Path, lost: Sequence[Record] = ()) -> list[Path]:
    """Where the bad bytes went, if there are any. A bad end is cut off; for a bad stretch before
    good records the whole file moves, and they are copied to one with another name, after the
    warcinfos that they have ``lost``."""
    bad = [found for found in scan(path) if found.fault]
    if not bad:
        return []
    if len(bad) == 1 and bad[0].offset + bad[0].length == path.stat().st_size and bad[0].offset:
        with path.open("r+b") as stream:
            torn = set_tail_aside(path, stream, bad[0].offset)
        return [torn] if torn else []
    return [_copy_good(path, lost)]


def _mended(path: Path) -> Path:
    """The name still says whose the file is."""
    ending = f"-{TAKEN_IN}" if is_taken_in(path) else ".warc.gz"
    return path.with_name(f"{path.name.removesuffix(ending)}{MENDED}{ending}")


def _copy_good(path: Path, lost: Sequence[Record]) -> Path:
    """The copies are of the compressed members: a record that is whole stays as it was written."""
    mended = _mended(path)
    unfinished = mended.with_suffix(UNFINISHED)
    with path.open("rb") as source, unfinished.open("wb") as target:
        target.writelines(member(record.to_bytes()) for record in lost)
        for found in scan(path):
            if not found.fault:
                source.seek(found.offset)
                target.write(source.read(found.length))
        target.flush()
        os.fsync(target.fileno())
    if unfinished.stat().st_size:
        unfinished.rename(mended)
    else:
        unfinished.unlink()
    aside = path.parent / DAMAGED / path.name
    aside.parent.mkdir(exist_ok=True)
    path.rename(aside)  # last: whoever is killed before repairs the same file again
    sync_folder(path.parent)
    return aside
