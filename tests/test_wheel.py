"""What is built from the checkout runs without it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's own files; what it depends on is what the tests run with."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info"))
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run([sys.executable, *build], check=True, capture_output=True)
    (wheel,) = folder.glob("gongkai-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_data_files_are_in_the_wheel(installed: Path) -> None:
    for package in ("parser", "store", "crawler", "spiders", "demo"):
        inside = {path.relative_to(installed) for path in (installed / package).rglob("*.*")}
        checked_out = {
            path.relative_to(ROOT)
            for path in (ROOT / package).rglob("*.*")
            if path.is_file() and path.suffix != ".pyc"
        }
        assert checked_out <= inside


def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "crawler.commands", "demo", "--archive", "country"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "arithmetic errors" in done.stdout
    assert "figures" in done.stdout
    assert (tmp_path / "country" / "index.sqlite").is_file()
