"""What a word processor makes of a report, where one is at hand: .doc, RTF, PDF. It breaks rows and
the numbers in them over lines and pages as it likes."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from parser import Document
from tests.accuracy.sample import grade_rendering
from tests.renderings.shapes import rendering

RENDERINGS = 5
"""One of each form."""
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed (Debian: libreoffice-writer)")
    folder = tmp_path_factory.mktemp("word")
    for number in range(RENDERINGS):
        content = rendering("docx", number)[1].content
        (folder / f"{number}.docx").write_bytes(with_borders(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for kind in ("doc:MS Word 97", "rtf", "pdf"):
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", folder]
        files = sorted(folder.glob("*.docx"))
        subprocess.run([*command, *files], check=True, timeout=120, capture_output=True)
    return folder


def with_borders(content: bytes) -> bytes:
    document = WordDocument(BytesIO(content))
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in EDGES)
    for table in document.element.body.iter(qn("w:tbl")):
        borders = f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"
        table.tblPr.append(parse_xml(borders))
    written = BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize("number", range(RENDERINGS))
@pytest.mark.parametrize("kind", ["doc", "rtf", "pdf"])
def test_what_libreoffice_writes_is_read(converted: Path, kind: str, number: int) -> None:
    report, _ = rendering("docx", number)
    content = (converted / f"{number}.{kind}").read_bytes()
    tally = grade_rendering(report, Document(content, "application/octet-stream"))
    assert tally["right"] == len(report.figures)
    assert tally["fields right"] == tally.total() - tally["right"]
