"""How much of one kind is asked for."""

from spiders.bounds import Limit


def test_what_was_let_in_stays_let_in() -> None:
    limit = Limit(2)
    assert [limit.admits(page) for page in "abacba"] == [True, True, True, False, True, True]
    assert len(limit) == 2
