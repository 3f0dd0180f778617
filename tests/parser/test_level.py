from datetime import date

import pytest

from parser.metadata.level import deadline_of


@pytest.mark.parametrize(
    ("kind", "level", "year", "day"),
    [
        ("department", "county", 2019, date(2020, 1, 31)),
        ("department", None, 2021, date(2022, 1, 31)),
        ("department", "county", 2018, date(2019, 3, 31)),
        ("government", "prefecture", 2021, date(2022, 3, 31)),
        ("government_office", "county", 2021, date(2022, 3, 31)),
        ("government", "county", 2010, date(2011, 3, 31)),
        ("township", "township", 2021, None),
        ("street", "township", 2021, None),
        ("committee", "committee", 2021, None),
        ("vertical", "county", 2021, None),
        ("institution", "county", 2021, None),
        (None, None, 2021, None),
    ],
)
def test_the_day_by_which_a_report_is_due(
    kind: str | None, level: str | None, year: int, day: date | None
) -> None:
    assert deadline_of(kind, level, year) == day
