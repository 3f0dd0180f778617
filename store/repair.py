"""Heals what ``verify`` found, as far as it can be: bad bytes are moved aside, never deleted, and
the index is made again from what is left."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from store.archive import DAMAGED, WARC_DIR
from store.derivation import PARSER
from store.errors import DamagedArchive
from store.faults import Fault
from store.foreign import TAKEN_IN, is_taken_in
from store.locks import alone
from store.progress import Progress
from store.rebuild import Rebuilt, rebuild
from store.replay import Derive
from store.scan import scan
from store.warcfile import set_tail_aside, sync_folder

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
        for stale in (root / WARC_DIR).glob(f"*-mended*{UNFINISHED}"):  # of one that was killed
            stale.unlink()
        moved = [path for name in names for path in mend(root / WARC_DIR / name)]
    done = rebuild(root, database=database, derive=derive, parser=parser, tell=tell)
    return Repaired([str(path.relative_to(root)) for path in moved], done)


def mend(path: Path) -> list[Path]:
    """Where the bad bytes went, if there are any. A bad end is cut off; for a bad stretch before
    good records the whole file moves, and they are copied to one with another name."""
    bad = [found for found in scan(path) if found.fault]
    if not bad:
        return []
    if len(bad) == 1 and bad[0].offset + bad[0].length == path.stat().st_size and bad[0].offset:
        with path.open("r+b") as stream:
            torn = set_tail_aside(path, stream, bad[0].offset)
        return [torn] if torn else []
    return [_copy_good(path)]


def _mended(path: Path) -> Path:
    """The name still says whose the file is."""
    ending = f"-{TAKEN_IN}" if is_taken_in(path) else ".warc.gz"
    return path.with_name(f"{path.name.removesuffix(ending)}-mended{ending}")


def _copy_good(path: Path) -> Path:
    """The copies are of the compressed members: a record that is whole stays as it was written."""
    mended = _mended(path)
    unfinished = mended.with_suffix(UNFINISHED)
    with path.open("rb") as source, unfinished.open("wb") as target:
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
