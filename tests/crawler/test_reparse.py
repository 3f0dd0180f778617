"""``gongkai reparse``: with another parser in place of the installed one."""

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
