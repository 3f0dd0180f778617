"""How the rows of the archive look on a terminal."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from parser.extraction import Extraction, Figure, Finding
from parser.paths import flatten
from store.diff import Edit, FigureChange
from store.evidence import Evidence
from store.rereading import Reading
from store.rows import (
    ChangeRow,
    Comparison,
    FailureRow,
    Occurrence,
    ReportRow,
    ShownReport,
    VersionRow,
)

CLASS_STYLES = {
    "new": "green",
    "figures": "bold red",
    "wording": "yellow",
    "removed": "red",
    "restored": "green",
    "moved": "cyan",
}
CELLS_A_LINE = 3
"""Cells of a figures change in a list; ``gongkai diff`` shows all of them."""

PIPE_WIDTH = 200
"""Columns where nobody looks: in a pipe a path is whole, so that it can be searched for."""

HEADING_WIDTH = 70

_fixed = sys.stdout.isatty() or "COLUMNS" in os.environ
console = Console(highlight=False, width=None if _fixed else PIPE_WIDTH)


def heading(title: str) -> None:
    """As wide as a terminal is at least."""
    console.print(f"── [bold]{title}[/] " + "─" * (HEADING_WIDTH - len(title)), soft_wrap=True)


def table(*columns: str, right: Sequence[str] = ()) -> Table:
    made = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return made


def print_reports(rows: Sequence[ReportRow]) -> None:
    listed = table(
        "id", "body", "year", "form", "versions", "findings", "published", "state",
        right=("id", "versions", "findings"),
    )  # fmt: skip
    for row in rows:
        failed = sum(finding.status == "fail" for finding in row.findings)
        listed.add_row(
            str(row.id), row.issuer or "?", str(row.year or "?"), row.family or "?",
            str(row.versions), str(failed or ""), row.publish_date or "", row.state,
        )  # fmt: skip
    console.print(listed)
    console.print(f"reports: {len(rows)}", style="dim")


def print_report(shown: ShownReport) -> None:
    row = shown.report
    console.print(Text(f"{row.issuer} {row.year}", style="bold"), f"(report {row.id}, {row.state})")
    console.print(extraction_view(shown.extraction))
    console.print("Pages", style="bold")
    for page in shown.occurrences:
        console.print(f"  {page.url}  ({', '.join(about_page(page))})", soft_wrap=True)
    console.print("Captures", style="bold")
    for capture in shown.captures:
        seen = f"{capture.captured_at:%Y-%m-%d %H:%M:%S}  {capture.status} {capture.record}"
        console.print(f"  {seen}  warc/{capture.warc} at {capture.offset}", soft_wrap=True)
    print_replaced_files(shown.replaced_files)
    print_failures(shown.failures)


def about_page(page: Occurrence) -> Iterator[str]:
    yield f"versions: {page.versions}"
    if page.gone_since:
        yield f"gone since {page.gone_since:%Y-%m-%d %H:%M}"
    elif page.redirected_since:
        yield f"redirects since {page.redirected_since:%Y-%m-%d %H:%M}"
    if page.why:
        yield f"same {' and '.join(page.why)}"
    if page.likeness is not None:
        yield f"text {page.likeness:.0%} alike"
    if page.repost:
        yield "not on a host of an organ's own"


def print_replaced_files(rows: Sequence[ChangeRow]) -> None:
    """They make no version: the text of the report stayed as it was."""
    if rows:
        console.print("Files replaced behind their links", style="bold")
    for row in rows:
        console.print(f"  {row.detected_at:%Y-%m-%d %H:%M}  {row.other_url}", soft_wrap=True)
        for name, seen in (("before", row.seen_before), ("after", row.seen)):
            if seen is not None:
                place = f"warc/{seen.warc} at {seen.offset}"
                told = f"{name:<6} {seen.captured_at:%Y-%m-%d %H:%M}  {place}"
                console.print(f"     {told}", soft_wrap=True)


def print_failures(rows: Sequence[FailureRow]) -> None:
    if rows:
        console.print("Failed since the last answer", style="bold")
    for row in rows:
        others = "" if row.portal_answered is not False else ", as did the whole portal"
        told = f"{row.failed_at:%Y-%m-%d %H:%M:%S}  {row.reason}{others}  {row.url}"
        console.print(f"  {told}", soft_wrap=True)


def print_evidence(evidence: Evidence) -> None:
    heading = f"{evidence.issuer} {evidence.year}, {evidence.path}"
    console.print(Text(heading, style="bold"), soft_wrap=True)
    record, held_by = evidence.record, evidence.held_by
    for name, value in (
        ("figure", _value(evidence.figure)),
        ("printed", "no cell" if evidence.raw is None else repr(evidence.raw)),
        ("place", evidence.place),
        ("page", evidence.url),
        ("captured", f"{evidence.captured_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("payload", evidence.payload_digest),
        ("record", f"{record.record}, warc/{record.warc} at {record.offset}"),
        ("bytes", f"warc/{held_by.warc} at {held_by.offset}" if held_by else "nowhere"),
        ("read by", f"parser {evidence.parser_version}"),
    ):
        if value:
            console.print(Text.assemble((f"{name:<9}", "dim"), value), soft_wrap=True)
    if evidence.proved:
        console.print("proved: the record was read again and says the same", style="green")
    for fault in evidence.faults:
        console.print(Text(f"not proved: {fault}", style="red"), soft_wrap=True)


def extraction_view(extraction: Extraction) -> RenderableType:
    """Metadata, the figures that are not zero, and the findings that did not pass."""
    metadata = extraction.metadata
    facts = table("", "")
    facts.show_header = False
    for name, value in (
        ("kind", f"{extraction.kind} {extraction.family or ''} {', '.join(extraction.reasons)}"),
        ("title", metadata.title),
        ("body", f"{metadata.issuer.name or '?'} ({metadata.issuer.kind or '?'})"),
        ("year", metadata.year),
        ("published", metadata.publish_date),
        ("index no.", metadata.index_number),
    ):
        if value:
            facts.add_row(Text(name, style="dim"), str(value))
    return Group(facts, *_figures(extraction), *_findings(extraction.findings))


def _figures(extraction: Extraction) -> Iterator[RenderableType]:
    read = flatten(extraction.tables)
    if not read:
        return
    blank = sum(value is None for value in read.values())
    zeros = sum(value in (0, "0") for value in read.values())
    yield Text(f"{len(read)} figures, {zeros} of them 0, {blank} blank", style="bold")
    listed = table("path", "value", right=("value",))
    for path, value in read.items():
        if value not in (0, "0", None):
            listed.add_row(path, str(value))
    yield Padding.indent(listed, 2)


def _findings(findings: Iterable[Finding]) -> Iterator[RenderableType]:
    counted = Counter(finding.status for finding in findings)
    if not counted:
        return
    told = ", ".join(f"{count} {status}" for status, count in counted.most_common())
    yield Text(f"Findings: {told}", style="bold")
    for finding in findings:
        if finding.status == "fail":
            style = "red" if finding.severity == "H" else "yellow"
            line = Text.assemble((f"{finding.rule} ", style), (f"{finding.where}: ", "dim"))
            yield Padding.indent(line + Text(finding.message), 2)


def print_versions(rows: Sequence[VersionRow]) -> None:
    listed = table(
        "version", "first seen", "last seen", "published", "content", "figures", "cosmetic",
        right=("cosmetic",),
    )  # fmt: skip
    for row in rows:
        listed.add_row(
            str(row.ordinal), f"{row.first_seen:%Y-%m-%d %H:%M}", f"{row.last_seen:%Y-%m-%d %H:%M}",
            row.publish_date or "", row.content_digest[:10], row.figures_digest[:10],
            str(row.cosmetic or ""),
        )  # fmt: skip
    console.print(listed)
    console.print("Records", style="bold")
    for row in rows:
        place = f"warc/{row.capture.warc} at {row.capture.offset}"
        console.print(f"  {row.ordinal}  {row.url}\n     {place}", soft_wrap=True)


def print_changes(rows: Sequence[ChangeRow]) -> None:
    console.print(changes_table(rows))
    counted = Counter(row.class_ for row in rows)
    told = ", ".join(f"{count} {name}" for name, count in counted.most_common())
    console.print(f"changes: {len(rows)}" + (f" ({told})" if told else ""), style="dim")


def changes_table(rows: Sequence[ChangeRow]) -> Table:
    listed = table("detected", "class", "body", "year", "what")
    back = {row.url: row.detected_at for row in rows if row.class_ == "restored"}
    for row in rows:
        listed.add_row(
            f"{row.detected_at:%Y-%m-%d %H:%M}",
            Text(row.class_, style=CLASS_STYLES.get(row.class_, "")),
            row.issuer or row.url,
            str(row.year or ""),
            _what(row, back.get(row.url)),
        )
    return listed


def _what(row: ChangeRow, restored_at: datetime | None) -> Text:
    told = [
        f"{cell['path']} {_value(cell['old'])} → {_value(cell['new'])}"
        for cell in row.cells[:CELLS_A_LINE]
    ]
    if len(row.cells) > CELLS_A_LINE:
        told.append(f"and {len(row.cells) - CELLS_A_LINE} more")
    if row.other_url and row.class_ == "attachment":
        told.append(f"another file at {row.other_url}")
    elif row.other_url:
        told.append(f"{'from' if row.to else 'to'} {row.other_url}")
    if row.class_ == "new" and row.from_:
        told.append(f"in the place of another report, version {row.from_} of the page")
    if row.silent:
        told.insert(0, "silent: publication date unchanged;" if told else "silent")
    if not row.confirmed:
        is_back = restored_at is not None and restored_at > row.detected_at
        told.append("came back since" if is_back else "not yet confirmed by a second look")
    return Text(" ".join(told))


def print_readings(readings: Iterable[Reading]) -> None:
    """Document by document, then how many there are of each class."""
    counted: Counter[str] = Counter()
    for reading in readings:
        counted[reading.class_] += 1
        console.print(Text.assemble((f"{reading.class_:<10}", "bold"), reading.url), soft_wrap=True)
        changed = [(field.field, field.old, field.new) for field in reading.metadata]
        changed += [(figure.path, figure.old, figure.new) for figure in reading.figures]
        for name, old, new in changed:
            console.print(f"  {name}: {_value(old)} → {_value(new)}", soft_wrap=True)
        for sign, findings in (("-", reading.findings_gone), ("+", reading.findings_new)):
            for finding in findings:
                console.print(Text(f"  {sign}{finding}"), soft_wrap=True)
    told = ", ".join(f"{count} {name}" for name, count in counted.most_common())
    console.print(f"read differently: {counted.total()}" + (f" ({told})" if told else ""))


def print_diff(compared: Comparison) -> None:
    heading = f"{compared.issuer} {compared.year}, version {compared.from_} → {compared.to}"
    console.print(heading, style="bold")
    if compared.figures:
        _print_figures(compared.figures)
    for field in compared.metadata:
        console.print(f"{field.field}: {_value(field.old)} → {_value(field.new)}")
    for edits in compared.text:
        console.print(words(edits), soft_wrap=True)
    if not (compared.figures or compared.metadata or compared.text):
        console.print("no difference in what was read")


def _print_figures(changed: Sequence[FigureChange]) -> None:
    """Side by side, and below where the cells stand, to be looked up in the captures."""
    listed = table("figure", "old", "new", right=("old", "new"))
    for figure in changed:
        listed.add_row(figure.path, _value(figure.old), _value(figure.new))
    console.print(listed)
    for figure in changed:
        for place in dict.fromkeys((figure.old_evidence, figure.new_evidence)):
            console.print(
                f"  {figure.path} at\n    {place or 'no cell'}", style="dim", soft_wrap=True
            )


def words(edits: Iterable[Edit]) -> Text:
    """Marked as well as coloured, so that it can be read in a pipe: [-old-]{+new+}."""
    line = Text()
    for edit in edits:
        if edit.op == "equal":
            line.append(edit.old)
            continue
        if edit.old.strip():
            line.append(f"[-{edit.old.strip()}-]", "red")
        if edit.new.strip():
            line.append(f"{{+{edit.new.strip()}+}}", "green")
    line.rstrip()
    return line


def _value(value: Figure) -> str:
    return "blank" if value is None else str(value)
