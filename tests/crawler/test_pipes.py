"""What is written for nobody: the reader of a pipe has gone, as ``head`` does."""

import subprocess
import sys
from pathlib import Path

import pytest

from demo.report import invent


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a report."""
    folder = tmp_path_factory.mktemp("known")
    page = folder / "2023.html"
    page.write_text(invent(1, year=2023).html(), encoding="utf-8")
    unread(folder, "add", str(page))
    return folder


def unread(folder: Path, *arguments: str) -> tuple[int, bytes]:
    """The exit code and stderr of a verb whose output nobody reads."""
    command = [sys.executable, "-m", "crawler.commands", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    return process.returncode, said


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["reports", "--help"],
        ["portals"],
        ["reports"],
        ["reports", "--json"],
        ["show", "1"],
        ["versions", "1"],
        ["changes", "--json"],
        ["parse", "2023.html"],
        ["add", "2023.html"],
        ["verify"],
        ["rebuild"],
    ],
)
def test_it_ends_quietly(known: Path, arguments: list[str]) -> None:
    assert unread(known, *arguments) == (141, b"")
