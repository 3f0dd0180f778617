"""``gongkai reparse``: with another parser in place of the installed one."""

import subprocess
import sys
from pathlib import Path

from demo.report import invent
from tests.crawler.wire import Gongkai

LATER = """
import msgspec
import parser

PARSER_VERSION = "later"

def parse_report(document):
    read = parser.parse_report(document)
    read.tables["art20_1"]["rules"]["made_new"] = 4321
    digests = msgspec.structs.replace(read.digests, figures="other")
    return msgspec.structs.replace(read, digests=digests, parser_version=PARSER_VERSION)
"""
FAILING = """
PARSER_VERSION = "failing"

def parse_report(document):
    raise RuntimeError("of its own")
"""
PARSER = ("--parser", "later_parser:parse_report")


def test_another_parser_is_compared_and_takes_over(
    gongkai: Gongkai, archive: Path, tmp_path: Path
) -> None:
    (archive.parent / "later_parser.py").write_text(LATER)
    page = tmp_path / "2023.html"
    page.write_text(invent(1, year=2023).html(), encoding="utf-8")
    gongkai("add", page)
    before = gongkai("changes", "--json").rows

    (reading,) = gongkai("reparse", "--compare", "--json", *PARSER).rows
    assert (reading["class"], reading["to"]) == ("figures", "later")
    assert [figure["path"] for figure in reading["figures"]] == ["art20_1.rules.made_new"]
    shown = gongkai("reparse", "--compare", *PARSER)
    assert "→ 4321" in shown.out
    assert "read differently: 1 (1 figures)" in shown.out
    assert gongkai("versions", "1", "--json").rows[0]["parser_version"] != "later"

    (done,) = gongkai("reparse", "--json", *PARSER).rows
    assert (done["payloads"], done["versions"], done["faults"]) == (0, 1, [])
    assert gongkai("versions", "1", "--json").rows[0]["parser_version"] == "later"
    assert gongkai("changes", "--json").rows == before


def test_a_parser_that_fails_everywhere_is_told_of_once(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "failing_parser.py").write_text(FAILING)
    pages = [tmp_path / f"{year}.html" for year in range(2021, 2024)]
    for year, page in enumerate(pages, 2021):
        page.write_text(invent(1, year=year).html(), encoding="utf-8")
    gongkai("add", *pages)
    for compare in ((), ("--compare",)):
        ran = gongkai("reparse", *compare, "--parser", "failing_parser:parse_report")
        assert ran.code == 1
        (told,) = (line for line in ran.err.splitlines() if "failed" in line)
        assert "the parser failed: RuntimeError('of its own')" in told
        assert told.endswith(" (and 2 more; --json lists them)")
        listed = gongkai("reparse", *compare, "--json", "--parser", "failing_parser:parse_report")
        said = listed.err if compare else "\n".join(listed.rows[0]["faults"])
        assert said.count("the parser failed") == len(pages)


def test_what_cannot_be_kept_is_not_compared(
    gongkai: Gongkai, archive: Path, tmp_path: Path
) -> None:
    page = tmp_path / "2023.html"
    page.write_text(invent(1, year=2023).html(), encoding="utf-8")
    gongkai("add", page)
    compare = [sys.executable, "-m", "crawler.commands", "reparse", "--compare"]
    ran = subprocess.run(
        ["prlimit", "--fsize=1000", *compare, "--archive", archive],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 3
    (told,) = ran.stderr.splitlines()
    assert "cannot be written" in told
    assert "what is read is kept there, --compare or not" in told
