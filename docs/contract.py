"""``python -m docs.contract``: writes the parser's contract, from the code that keeps it.

`extraction.schema.json` (JSON Schema of an extraction), `data-dictionary.md` (every path) and
`rules.md` (every rule a finding may cite). A test fails where they differ from the code.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from parser.extraction import Extraction
from parser.forms import ALL, FIRST_YEAR, Column, Form, Row
from parser.forms.glosses import COLUMNS, ROWS
from parser.kind.rejection import REASONS
from parser.paths import nest
from parser.rules import RULES

DOCS = Path(__file__).parent
SEVERITIES = {"H": "hard: an error", "S": "soft: wants a look", "I": "good to know"}


def main() -> None:
    for name, text in contract().items():
        (DOCS / name).write_text(text, "utf-8")


def contract() -> dict[str, str]:
    """File name → text."""
    return {
        "extraction.schema.json": json.dumps(schema(), ensure_ascii=False, indent=1) + "\n",
        "data-dictionary.md": data_dictionary(),
        "rules.md": rules(),
    }


def schema() -> dict[str, Any]:
    """That of the types, with the tables spelt out path by path."""
    described = msgspec.json.schema(Extraction)
    definitions = described["$defs"]
    definitions["Tables"] = _tables()
    definitions["Extraction"]["properties"]["tables"] = {"$ref": "#/$defs/Tables"}
    definitions["Finding"]["properties"]["rule"] = {"enum": sorted(RULES)}
    definitions["Extraction"]["properties"]["reasons"]["items"] = {"enum": sorted(REASONS)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}


def _tables() -> dict[str, Any]:
    """A figure that the document has no cell for is left out; a blank cell is null."""
    leaves = {path: _figure(row, column) for _, row, column, path in _figures()}
    return _nested(nest(leaves))


def _nested(tree: dict[str, Any]) -> dict[str, Any]:
    if "description" in tree:
        return tree
    properties = {key: _nested(branch) for key, branch in tree.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _figure(row: Row, column: Column) -> dict[str, Any]:
    if column.type == "money":
        kind: dict[str, Any] = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"}
    else:
        kind = {"type": ["integer", "null"]}
    return {**kind, "description": _english(row, column)}


def _figures() -> Iterator[tuple[Form, Row, Column, str]]:
    for form in ALL:
        for row in form.rows:
            for column, path in zip(row.columns, row.paths, strict=True):
                yield form, row, column, path


def _english(row: Row, column: Column) -> str:
    return ", ".join(filter(None, (ROWS[row.path].english, COLUMNS[column.key].english)))


def data_dictionary() -> str:
    """Paths that two forms share are listed under both."""
    parts = [
        "# Data dictionary",
        "Every figure by its canonical path, as `tables` of an extraction nests it. A count is an "
        "integer, money a decimal string in 万元; a blank cell is `null`, which is not 0. What "
        "the document has no cell for is left out. Labels are the official ones of the forms.",
    ]
    for family in sorted(FIRST_YEAR):
        parts += [f"## {family}", f"Report years {_years(family)}."]
        parts.append(
            _table(
                ("path", "label", "column", "unit", "type", "in English"),
                (
                    (
                        f"`{path}`",
                        row.labels[0] if row.labels else "",
                        column.labels[0],
                        ROWS[row.path].unit or COLUMNS[column.key].unit,
                        column.type,
                        _english(row, column),
                    )
                    for form, row, column, path in _figures()
                    if form.family == family
                ),
            )
        )
    return "\n\n".join(parts) + "\n"


def _years(family: str) -> str:
    """As prescribed; what a report uses may differ."""
    later = [year for year in FIRST_YEAR.values() if year > FIRST_YEAR[family]]
    first = FIRST_YEAR[family]
    return f"{first}–{min(later) - 1}" if later else f"{first} and later"


def rules() -> str:
    severities = ", ".join(f"{key} {meaning}" for key, meaning in SEVERITIES.items())
    cited = (
        (f"`{name}`", severity, asks, f"`{english}`", f"`{chinese}`")
        for name, (severity, asks, english, chinese) in RULES.items()
    )
    parts = (
        "# Rules",
        "What a finding may cite. A check has the status `pass`, `fail`, `not_assessable` (a "
        "figure it needs is blank or not understood) or `pass_with_blanks` (it holds if blanks "
        f"are read as 0). Severity: {severities}. In the words of a finding braces stand for the "
        "operands of the check.",
        _table(("rule", "severity", "asks", "told in English", "told in Chinese"), cited),
        "# Reasons",
        "Why a document is no annual report (`reasons` of an extraction).",
        _table(("reason", "meaning"), ((f"`{key}`", said) for key, said in REASONS.items())),
    )
    return "\n\n".join(parts) + "\n"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '∣') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    main()
