"""What a list of changes says of a removal, and a report of its pages."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.commands.display import about_page, changes_table
from store.change import ChangeClass
from store.rows import ChangeRow, Occurrence, Seen

URL = "http://www.yunxi.example/nb/2023.html"


def change(class_: ChangeClass, day: int) -> ChangeRow:
    at = datetime(2026, 1, day, tzinfo=UTC)
    said: dict[str, Any] = dict.fromkeys(ChangeRow.__struct_fields__)
    said |= {"class_": class_, "url": URL, "detected_at": at, "confirmed": class_ != "removed"}
    return ChangeRow(**said | {"cells": [], "seen": Seen(at, "a.warc.gz", 0, "response")})


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([change("removed", 2)], ["not yet confirmed by a second look"]),
        ([change("removed", 2), change("restored", 3)], ["came back since", ""]),
        (
            [change("removed", 2), change("restored", 3), change("removed", 4)],
            ["came back since", "", "not yet confirmed by a second look"],
        ),
    ],
)
def test_a_removal_awaits_a_second_look_until_the_page_is_back(
    rows: list[ChangeRow], said: list[str]
) -> None:
    assert [str(cell) for cell in changes_table(rows).columns[-1].cells] == said


@pytest.mark.parametrize(
    ("gone", "redirected", "said"),
    [
        (None, None, []),
        (None, 2, ["redirects since 2026-01-02 00:00"]),
        (3, 2, ["gone since 2026-01-03 00:00"]),
    ],
)
def test_where_a_page_is_now(gone: int | None, redirected: int | None, said: list[str]) -> None:
    since = (day and datetime(2026, 1, day, tzinfo=UTC) for day in (gone, redirected))
    page = Occurrence(URL, False, 2, *since, ["name", "text"], 0.9)
    assert list(about_page(page)) == ["versions: 2", *said, "same name and text", "text 90% alike"]
