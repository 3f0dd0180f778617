"""Every saved page is read as its golden says: a new dialect is a new folder, without new code.

``pages/<family>/<dialect>/`` holds the page and ``page.toml``, or a folder for each of its pages.
Where ``expected.json`` is missing, it is written and the test fails, until a person has read it
and set ``reviewed``.
"""

import json
from pathlib import Path

import pytest

from spiders.fixtures import EXPECTED, META, describe, load_page, write_expected

PAGES = Path(__file__).with_name("pages")
FOLDERS = sorted(path.parent for path in PAGES.rglob(META))
FAMILIES = ("trs", "hanweb", "ucap", "gkmlpt", "lonsun", "generic")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(PAGES)))
def test_a_page_is_read_as_expected(folder: Path) -> None:
    described = describe(load_page(folder))
    if not (folder / EXPECTED).is_file():
        write_expected(folder, described)
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    assert expected.pop("reviewed"), f"compare {folder / EXPECTED} with the page, then set reviewed"
    assert described == expected


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_three_dialects(family: str) -> None:
    assert len(list((PAGES / family).iterdir())) >= 3


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(PAGES)))
def test_the_folder_names_the_family(folder: Path) -> None:
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    assert expected.get("family", "generic") == folder.relative_to(PAGES).parts[0]
