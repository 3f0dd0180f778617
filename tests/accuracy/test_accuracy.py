"""A sample of the measurement: nothing falls, and nothing is read wrong.

What the full number of renderings comes to is told by ``make accuracy``.
"""

from pathlib import Path

import pytest

from tests.accuracy.documents import KINDS, grade_documents
from tests.accuracy.floor import NEVER, faults_of_documents, load_floor
from tests.accuracy.sample import grade_renderings
from tests.renderings.shapes import SHAPES

FLOOR = load_floor()
SAMPLE = 10
"""Renderings a shape: each form twice."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_of_the_real_documents_falls(shared: Path, kind: str) -> None:
    assert not list(faults_of_documents(grade_documents(shared, kind), FLOOR["documents"][kind]))


def test_every_shape_has_a_floor() -> None:
    assert FLOOR["renderings"].keys() == SHAPES.keys()


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_rendered_is_read_back_or_told(shape: str) -> None:
    tally = grade_renderings(shape, range(SAMPLE))
    assert {name: tally[name] for name in NEVER} == dict.fromkeys(NEVER, 0)
