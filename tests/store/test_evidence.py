"""A figure is proved by its bytes, or said not to be."""

from typing import Any

import pytest

from store.archive import Archive
from store.errors import UnknownFigure
from store.evidence import prove
from store.warc import read

PATH = "art20_1.rules.made_new"
REPORT = "云溪市林业局 2023"
COPY = "http://www.yunxi.example/copy.html"


def test_a_figure_leads_to_its_bytes(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.see(1, made_new=13)
    found = prove(archive, REPORT, PATH, "toy_parser:parse")
    assert (found.figure, found.raw, found.place) == (13, "13", "/html/body/table/td")
    assert (found.proved, found.faults) == (True, [])
    assert found.held_by == found.record
    record = read(archive, found.record.warc, found.record.offset)
    assert (record.url, record.captured_at) == (found.url, found.captured_at)
    assert record.body == b'{"made_new": 13}'


def test_a_revisit_leads_to_the_record_with_the_bytes(portal: Any, archive: Archive) -> None:
    portal.see(0)
    portal.see(1, url=COPY)
    found = prove(archive, COPY, PATH, "toy_parser:parse")
    assert found.proved
    assert (found.record.record, found.held_by.record) == ("revisit", "response")
    assert found.record.offset > found.held_by.offset


def test_a_blank_without_a_cell_is_proved_blank(portal: Any, archive: Archive) -> None:
    portal.see(0, made_new=None)
    found = prove(archive, REPORT, PATH, "toy_parser:parse")
    assert (found.figure, found.proved) == (None, True)


def test_an_unknown_path_is_told_its_neighbours(portal: Any, archive: Archive) -> None:
    portal.see(0)
    with pytest.raises(UnknownFigure, match=f"it has {PATH}"):
        prove(archive, REPORT, "art20_1.rules.made", "toy_parser:parse")


def test_a_parser_that_reads_otherwise_proves_nothing(
    portal: Any, archive: Archive, toy_parser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.see(0)
    parse = toy_parser.parse

    def misread(document: Any) -> Any:
        extraction = parse(document)
        extraction.tables["art20_1"]["rules"]["made_new"] = 21
        return extraction

    monkeypatch.setattr(toy_parser, "parse", misread)
    found = prove(archive, REPORT, PATH, "toy_parser:parse")
    assert not found.proved
    assert "parser 1 reads 21" in found.faults[0]


@pytest.mark.parametrize("damage", ["flip", "truncate", "remove"])
def test_damaged_bytes_prove_nothing(portal: Any, archive: Archive, damage: str) -> None:
    portal.see(0)
    before = prove(archive, REPORT, PATH, "toy_parser:parse")
    (warc,) = archive.warc_dir.glob("*.warc.gz")
    content = bytearray(warc.read_bytes())
    if damage == "remove":
        warc.unlink()
    else:
        middle = before.record.offset + 250
        content[middle] ^= 1
        warc.write_bytes(content if damage == "flip" else content[:middle])
    found = prove(archive, REPORT, PATH, "toy_parser:parse")
    assert not found.proved
    assert found.faults
    assert found.figure == before.figure
