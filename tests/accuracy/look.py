"""``python -m tests.accuracy.look SHAPE NUMBER``: one rendering, and what was not read right."""

import sys

from parser import parse_report
from parser.paths import flatten
from tests.renderings.shapes import rendering


def main() -> None:
    shape, number = sys.argv[1:]
    report, document = rendering(shape, int(number))
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
