"""docs/archive.md: the tests it names are there, and its commands run as printed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from demo.report import invent

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "archive.md").read_text("utf-8")
TESTS = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT)
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) for line in block.splitlines()
]


def run(command: list[str], folder: Path) -> int:
    words = [sys.executable, "-m", "crawler.commands", *command]
    return subprocess.run(words, cwd=folder, check=False, timeout=120).returncode


@pytest.mark.parametrize(("file", "test"), TESTS)
def test_each_guarantee_has_its_test(file: str, test: str) -> None:
    assert f"def {test}(" in (ROOT / file).read_text("utf-8")


def test_every_row_names_one() -> None:
    guarantees = TEXT.partition("## Guarantees")[2].partition("## Recovery")[0]
    assert len(TESTS) == guarantees.count("\n| ") - 1


def test_recovery_runs_as_printed(tmp_path: Path) -> None:
    (tmp_path / "2023.html").write_text(invent(1, year=2023).html(), encoding="utf-8")
    assert run(["add", "2023.html"], tmp_path) == 0
    printed = [shlex.split(line) for line in COMMANDS]
    assert len(printed) == 5
    for program, *words in printed:
        assert (program, run(words, tmp_path)) == ("gongkai", 0)
