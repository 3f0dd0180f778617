"""What a list of changes says of a removal."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.commands.display import changes_table
from store.change import ChangeClass
from store.rows import ChangeRow, Seen

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
