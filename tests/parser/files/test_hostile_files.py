"""Files are hostile: whatever comes in, an extraction or ``UnreadableDocument`` goes out, soon."""

import contextlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parser import Document, Extraction, UnreadableDocument, parse_report
from tests.renderings.shapes import rendering

pytestmark = pytest.mark.usefixtures("bounded")

PACKED = ("docx", "xlsx", "ofd")
MAIN_PART = {
    "docx": "word/document.xml",
    "xlsx": "xl/worksheets/sheet1.xml",
    "ofd": "Doc_0/Pages/Page_0/Content.xml",
}
BOMB = 200 * 2**20
ENTITIES = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/hostname">]><x>&b;&c;</x>"""


@cache
def sample(kind: str) -> bytes:
    return rendering(kind, 0)[1].content


def read(content: bytes) -> Extraction:
    return parse_report(Document(content, "application/octet-stream"))


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same package with its parts changed."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def with_main_part(kind: str, part: bytes) -> bytes:
    return repacked(sample(kind), lambda name, old: part if name == MAIN_PART[kind] else old)


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_zip_bombs_are_not_unpacked(kind: str) -> None:
    with pytest.raises(UnreadableDocument):
        read(with_main_part(kind, b"<x>" + b" " * BOMB + b"</x>"))


def test_what_a_workbook_unpacks_to_is_not_kept() -> None:
    assert read(with_main_part("xlsx", b"<x>" + b" " * BOMB + b"</x>")).tables == {}


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_entities_are_refused(kind: str) -> None:
    with pytest.raises(UnreadableDocument, match="entities"):
        read(with_main_part(kind, ENTITIES))


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_deep_nesting_is_refused(kind: str) -> None:
    with pytest.raises(UnreadableDocument, match="XML"):
        read(with_main_part(kind, b"<x>" * 100_000))


def test_a_cell_at_the_end_of_a_sheet_costs_no_memory() -> None:
    cells = b'<c r="A1"><v>1</v></c>', b'<c r="XFD1048576"><v>2</v></c>'
    rows = b"".join(b'<row r="%d">%s</row>' % row for row in zip((1, 1048576), cells, strict=True))
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, rows)
    with pytest.raises(UnreadableDocument, match="memory"):
        read(with_main_part("xlsx", sheet))


def test_huge_spans_are_held_to_the_grid() -> None:
    def widen(name: str, part: bytes) -> bytes:
        return part.replace(b'w:gridSpan w:val="', b'w:gridSpan w:val="99999999')

    assert read(repacked(sample("docx"), widen))


@pytest.mark.parametrize("kind", [*PACKED, "pdf"])
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_damaged_files_are_answered(kind: str, seed: int) -> None:
    """Bytes are changed in the file itself, or in its parts, where no checksum tells."""
    rng = Random(seed)  # noqa: S311

    def damage(part: bytes) -> bytes:
        changed = bytearray(part)
        for _ in range(rng.randint(1, 20)):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        return bytes(changed[: rng.choice([len(changed), rng.randrange(len(changed))])])

    content = sample(kind)
    if kind in PACKED and rng.random() < 0.7:
        content = repacked(content, lambda _, part: damage(part) if rng.random() < 0.3 else part)
    else:
        content = damage(content)
    with contextlib.suppress(UnreadableDocument):
        assert read(content).kind
