"""Whatever happens to a document on its way, an answer comes out: an extraction, or the one error
that the parser knows."""

import pytest

from demo.dice import dice
from parser import Extraction, UnreadableDocument, parse_report
from tests.renderings.damage import damaged
from tests.renderings.shapes import SHAPES, rendering

pytestmark = pytest.mark.usefixtures("bounded")
TRIES = 15
"""A shape; that an exception of another kind leaves the parser is what fails."""


@pytest.mark.parametrize("shape", SHAPES)
def test_damaged_documents_are_answered(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "parser.files.pdf.OCR", False
    )  # takes seconds a page, where it is installed
    for number in range(TRIES):
        document = damaged(rendering(shape, number)[1], dice("damage", shape, number))
        try:
            assert isinstance(parse_report(document), Extraction)
        except UnreadableDocument:
            continue
