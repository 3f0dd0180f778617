"""Sums with blanks, against the definition: is there a way to fill the blanks?"""

from hypothesis import given
from hypothesis import strategies as st

from parser.checks.identity import compare, side

OPERANDS = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=6)


@given(OPERANDS, OPERANDS)
def test_status(left: list[int | None], right: list[int | None]) -> None:
    status = compare(side(left), side(right))
    blanks = left.count(None), right.count(None)
    sums = sum(v or 0 for v in left), sum(v or 0 for v in right)
    if blanks[0] == len(left) or blanks[1] == len(right):
        assert status == "not_assessable"
    elif not any(blanks):
        assert status == ("pass" if sums[0] == sums[1] else "fail")
    elif sums[0] == sums[1]:
        assert status == "pass_with_blanks"
    else:
        short_side_can_grow = blanks[0] if sums[0] < sums[1] else blanks[1]
        assert status == ("not_assessable" if short_side_can_grow else "fail")


def test_a_side_reads_as_a_sum() -> None:
    assert f"{side([137, 0, 2])}" == "137 + 2 = 139"
    assert f"{side([5, None])}" == "5 (1 blank)"
    assert f"{side([5, None]):zh}" == "5（另有1格空白）"
    assert f"{side([0, 0])}" == "0"
    assert f"{side([None, None])}" == "blank"
    assert f"{side([None, None]):zh}" == "空白"
