"""Figures side by side with their evidence; Chinese text by words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.extraction import Extraction
from store.diff import Edit, FigureChange, diff, text_changes

MakeExtraction = Callable[..., Extraction]


def test_figures_carry_both_evidences(make_extraction: MakeExtraction) -> None:
    old, new = make_extraction(), make_extraction(made_new=None)
    new.cells["art20_1.rules.made_new"].evidence = "/html/body/div/table/td"
    assert diff(old, new).figures == [
        FigureChange(
            "art20_1.rules.made_new", 12, None, "/html/body/table/td", "/html/body/div/table/td"
        )
    ]


def test_figures_of_only_one_side(make_extraction: MakeExtraction) -> None:
    old, new = make_extraction(), make_extraction()
    new.tables["requests"] = {"granted": {"total": 3}}
    (change,) = diff(old, new).figures
    assert (change.path, change.old, change.new) == ("requests.granted.total", None, 3)
    assert change.new_evidence is None


def test_stated_metadata(make_extraction: MakeExtraction) -> None:
    changed = diff(make_extraction(), make_extraction(year=2024, publish_date=None)).metadata
    assert [(field.field, field.old, field.new) for field in changed] == [
        ("year", 2023, 2024),
        ("publish_date", "2024-01-15", None),
    ]


def test_the_same_has_no_difference(make_extraction: MakeExtraction) -> None:
    same = diff(make_extraction(), make_extraction())
    assert (same.figures, same.metadata, same.text) == ([], [], [])


def test_a_changed_number_in_a_chinese_sentence() -> None:
    old = "本年收到申请12件。办结11件，同比增长3.5%。"
    new = "本年收到申请12件。办结12件，同比增长3.5%。"
    assert text_changes(old, new) == [
        [Edit("equal", "办结", "办结"), Edit("replace", "11", "12"),
         Edit("equal", "件，同比增长3.5%。", "件，同比增长3.5%。")],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "op"),
    [("甲。", "甲。乙。", "insert"), ("甲。乙。", "甲。", "delete")],
)
def test_a_sentence_more_or_less(old: str, new: str, op: str) -> None:
    ((edit,),) = text_changes(old, new)
    assert (edit.op, edit.old + edit.new) == (op, "乙。")


sentences = st.lists(
    st.sampled_from(["甲12件。", "甲13件。", "乙\n", "丙 A局；", "丁"]), max_size=8
)


@given(sentences.map("".join), sentences.map("".join))
def test_the_edits_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    runs = text_changes(old, new)
    assert (runs == []) == (old == new)
    for run in runs:
        before = "".join(edit.old for edit in run)
        after = "".join(edit.new for edit in run)
        assert before in old
        assert after in new
        assert before != after
        old = old.replace(before, "", 1) if before else old
        new = new.replace(after, "", 1) if after else new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲。" * 50_000, "甲乙。" * 50_000),
        ("甲乙" * 50_000, "甲丙" * 50),
        ("".join(f"{n}甲。丙。" for n in range(400)), "".join(f"{n}乙。丙。" for n in range(400))),
        ("".join(f"{n}。{'甲乙' * 90}；" for n in range(99)), "甲丙。" * 99),
    ],
)
@pytest.mark.usefixtures("bounded")
def test_a_hostile_text_is_compared_in_bounded_time(old: str, new: str) -> None:
    assert text_changes(old, new)
