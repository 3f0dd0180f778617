"""Word documents (ECMA-376): the least that Word opens, spans as Word keeps them."""

from collections.abc import Iterable
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from demo.layout import Grid
from demo.spans import Part, parts_of

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
{body}<w:sectPr/></w:body></w:document>"""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold: no clock is asked


def write_docx(body: Iterable[str | Grid]) -> bytes:
    """Paragraphs and tables in reading order; the same bytes for the same body."""
    text = "".join(_paragraph(item) if isinstance(item, str) else _table(item) for item in body)
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as package:
        for name, content in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONSHIPS),
            ("word/document.xml", _DOCUMENT.format(body=text)),
        ):
            package.writestr(ZipInfo(name, _LONG_AGO), content, ZIP_DEFLATED)
    return written.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text, quote=False)}</w:t></w:r></w:p>\n"


def _table(grid: Grid) -> str:
    rows = ("".join(map(_cell, parts)) for parts in parts_of(grid))
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>\n"


def _cell(part: Part) -> str:
    """A cell over several rows restarts a vMerge, and goes on in blank cells."""
    properties = f'<w:gridSpan w:val="{part.cell.colspan}"/>'
    if part.cell.rowspan > 1:
        properties += f'<w:vMerge w:val="{"continue" if part.continued else "restart"}"/>'
    text = "" if part.continued else part.cell.text
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"
