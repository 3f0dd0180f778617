"""Binary Word and RTF."""

import contextlib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parser import Document, Extraction, UnreadableDocument, parse_report
from parser.paths import flatten
from tests.parser.files.rtf import HEAD, write_rtf

pytestmark = pytest.mark.usefixtures("bounded")

DOC = Path(__file__).parents[1] / "pages" / "f2021_word_97" / "page.doc"


def read(content: bytes) -> Extraction:
    return parse_report(Document(content, "application/msword"))


@pytest.mark.parametrize("escaped", [True, False])
def test_rtf_is_read_in_bytes_and_in_escapes(
    escaped: bool, paths_of: Any, render: Any, layout: Any
) -> None:
    figures = {path: str(number) for number, path in enumerate(paths_of("f2021"))}
    said = read(write_rtf(layout(render("f2021", figures)), escaped=escaped))
    assert {path: str(figure) for path, figure in flatten(said.tables).items()} == figures
    assert said.metadata.title == "青禾县林业局2021年政府信息公开工作年度报告"
    assert "页眉" not in said.text
    assert said.cells["requests.new_received.total"].evidence == "table 2 row 4 cell 8"


def test_what_rtf_does_not_print_is_not_read() -> None:
    text = rb"{\info{\author x}}{\*\unknown y}{\field{\*\fldinst PAGE}{\fldrslt 7}}\par 8}"
    assert read(HEAD.encode("gbk", "ignore") + text).text == "7\n8"


@pytest.mark.parametrize("content", [b"{\\rtf1" + b"{" * 100_000, b"{\\rtf1" + b"\\a" * 3_000_000])
def test_endless_rtf_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read(content)


def test_a_document_from_before_1997_is_told() -> None:
    content = bytearray(DOC.read_bytes())
    sectors = range(0, len(content), 512)
    begin = next(at for at in sectors if content.startswith(b"\xec\xa5", at))
    content[begin + 2 : begin + 4] = b"\x65\x00"  # nFib of Word 95
    with pytest.raises(UnreadableDocument, match="before 1997"):
        read(bytes(content))


@pytest.mark.parametrize("source", ["doc", "rtf"])
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_damaged_documents_are_answered(source: str, seed: int, layout: Any, render: Any) -> None:
    rng = Random(seed)  # noqa: S311
    page = layout("<p>一、总体情况</p><table><tr><td>规章<td>1</table>")
    content = bytearray(DOC.read_bytes() if source == "doc" else write_rtf(page, escaped=True))
    places = range(512, 4096) if source == "doc" and rng.random() < 0.5 else range(8, len(content))
    for _ in range(rng.randint(1, 30)):
        content[rng.choice(places)] = rng.randrange(256)
    with contextlib.suppress(UnreadableDocument):
        assert read(bytes(content)).kind


def test_a_real_document(shared: Path) -> None:
    path = shared / "data" / "docs" / "neg_gov-notice-attachment_legacy-ole.doc"
    said = read(path.read_bytes())
    assert said.kind == "not_report"
    assert said.text.startswith("附件3:")
