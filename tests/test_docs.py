"""The contract in docs/ is what the code says and what the parser hands over."""

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from docs.contract import DOCS, contract, schema
from parser import Document, parse_report
from parser.forms import ALL
from parser.forms.glosses import COLUMNS, ROWS

PAGES = Path(__file__).parent / "parser" / "pages"


@pytest.mark.parametrize(("name", "text"), contract().items())
def test_docs_are_generated(name: str, text: str) -> None:
    assert (DOCS / name).read_text("utf-8") == text, "run: make docs"


def test_every_gloss_is_of_a_row_or_a_column() -> None:
    rows = [row for form in ALL for row in form.rows]
    assert ROWS.keys() == {row.path for row in rows}
    assert COLUMNS.keys() == {column.key for row in rows for column in row.columns}


def extracted(page: Path) -> Any:
    media_type = "text/html" if page.suffix == ".html" else "text/plain"
    return msgspec.to_builtins(parse_report(Document(page.read_bytes(), media_type)))


VALIDATOR = jsonschema.Draft202012Validator(schema())


@pytest.mark.parametrize("page", sorted(PAGES.glob("*/page.*")), ids=lambda page: page.parent.name)
def test_extractions_keep_the_schema(page: Path) -> None:
    VALIDATOR.validate(extracted(page))


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "report"},
        {"tables": {"requests": {"granted": {"total": "3"}}}},
        {"tables": {"requests": {"granted": {"everyone": 3}}}},
        {"findings": [{"rule": "X"}]},
    ],
)
def test_the_schema_is_strict(broken: dict[str, Any]) -> None:
    VALIDATOR.check_schema(schema())
    whole = extracted(PAGES / "f2021_editor_spans" / "page.html")
    assert VALIDATOR.is_valid(whole)
    assert not VALIDATOR.is_valid(whole | broken)
