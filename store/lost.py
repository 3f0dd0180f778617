"""What the archive had and the index no longer knows: WARC files that are gone, of which the CDXJ
is left; and captures that were compared, as the WARC files say, and whose records no file holds any
more. Versions may be gone with them."""

import json
from collections.abc import Iterator
from itertools import islice

from store.archive import CDXJ_DIR, Archive
from store.cdxj import LOST
from store.dependants import NAMED
from store.faults import Fault
from store.said import Said


def lost_captures(said: Said) -> Iterator[Fault]:
    """One at most: a lost file may have held many thousands."""
    count, missed = said.missed(NAMED)
    if count:
        rests = [f"{url} at {at:%F %T}, {record}" if url else record for record, url, at in missed]
        what = f"captures that were compared, and are in no file any more: {count}"
        yield Fault("lost", None, what, rests=rests)


def lost_files(archive: Archive) -> Iterator[Fault]:
    for path in sorted((archive.root / CDXJ_DIR).glob(f"*{LOST}")):
        with path.open(encoding="ascii") as lines:
            named = [_capture(line) for line in islice(lines, NAMED)]
            count = len(named) + sum(1 for _ in lines)
        remedy = f"bring it back and run `gongkai rebuild`, or delete {CDXJ_DIR}/{path.name}"
        what = f"the file is gone with its {count} captures: {remedy} to hear no more of it"
        yield Fault("lost", f"{path.stem}.warc.gz", what, rests=named)


def _capture(line: str) -> str:
    _, stamp, said = line.split(" ", 2)
    return f"{json.loads(said)['url']} at {stamp}"
