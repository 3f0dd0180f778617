"""``python -m tests.accuracy.look SHAPE [NUMBER]``: which renderings are not read as they must be;
one rendering, and what was not read right in it."""

import sys

from parser import parse_report
from parser.paths import flatten
from tests.accuracy.__main__ import COUNT, COUNTS
from tests.accuracy.floor import NEVER
from tests.accuracy.sample import grade_renderings
from tests.renderings.shapes import rendering


def main() -> None:
    shape, *numbers = sys.argv[1:]
    if numbers:
        look(shape, int(numbers[0]))
    else:
        search(shape)


def search(shape: str) -> None:
    for number in range(COUNTS.get(shape, COUNT)):
        tally = grade_renderings(shape, [number])
        if faults := [f"{tally[name]} {name}" for name in NEVER if tally[name]]:
            print(number, ", ".join(faults))


def look(shape: str, number: int) -> None:
    report, document = rendering(shape, number)
    if document.media_type.startswith("text/"):
        print(document.content.decode("utf-8", "replace"))
    extraction = parse_report(document)
    print(extraction.kind, extraction.reasons, extraction.family, f"(is {report.form})")
    read = flatten(extraction.tables)
    for path in report.figures | read:
        said, printed = read.get(path, "absent"), report.figures.get(path, "absent")
        if said != printed:
            print(f"{path}: read {said}, is {printed}", extraction.cells.get(path, ""))
    for finding in extraction.findings:
        if finding.status != "pass":
            print(finding.rule, finding.where, finding.message)


if __name__ == "__main__":
    main()
