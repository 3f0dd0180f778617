"""Archives made by others that ``gongkai add`` has not taken in to their end."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import func, select

from store.archive import Archive
from store.foreign import is_taken_in
from store.models import Candidate, Warc


class Unfinished(msgspec.Struct, frozen=True, tag_field="kind", tag="unfinished"):
    """No fault: nothing is lost, and whoever adds the file again goes on there. ``indexed`` of
    ``size`` bytes; ``waiting`` captures that may be of reports are not compared yet."""

    file: str
    indexed: int
    size: int
    waiting: int

    def __str__(self) -> str:
        return (
            f"{self.file}: taken in up to byte {self.indexed} of {self.size}, {self.waiting} "
            "captures wait to be compared; `gongkai add` the same file to go on"
        )


def unfinished(archive: Archive) -> Iterator[Unfinished]:
    waiting = select(func.count(Candidate.id)).where(Candidate.warc_id == Warc.id).scalar_subquery()
    begun = select(Warc.name, Warc.size, waiting).where(Warc.closed.is_(False))
    with archive.engine.connect() as connection:
        rows = connection.execute(begun.order_by(Warc.name)).all()
    for name, indexed, candidates in rows:
        path = archive.warc_dir / name
        if is_taken_in(path) and path.is_file():
            yield Unfinished(name, indexed, path.stat().st_size, candidates)
