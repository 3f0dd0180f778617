import pytest

from parser.metadata.contact import normalise_number, read_cited_documents, read_contact


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("国办公开办函﹝2019﹞60号", "国办公开办函〔2019〕60号"),
        ("国办公开办函[2021]30 号", "国办公开办函〔2021〕30号"),
        ("云政办发【２０１５】２９号", "云政办发〔2015〕29号"),
        ("国办发(2014)32号", "国办发〔2014〕32号"),
        ("国务院令711号", "国务院令第711号"),
        ("国务院令第492号", "国务院令第492号"),
    ],
)
def test_numbers_of_documents_are_printed_in_many_ways(printed: str, normalised: str) -> None:
    assert normalise_number(printed) == normalised


def test_a_number_may_share_its_brackets() -> None:
    text = "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）编制"
    (cited,) = read_cited_documents(text)
    assert cited.number == "国务院令第711号"


@pytest.mark.parametrize(
    "preamble", ["请与青禾县档案馆联系（电话：010-12345678）", "联系单位：青禾县档案馆"]
)
def test_the_unit_to_ask(preamble: str) -> None:
    assert read_contact(preamble, []).unit == "青禾县档案馆"
