"""The parts of section 一."""

import pytest

from parser.prose.sections import read_sections
from parser.prose.subsections import read_subsections

LINES = (
    "二〇二三年，青禾县林业局稳步推进。",
    "（一）主动公开。全年公开各类信息。",
    "一是公开及时。",
    "(二)依申请公开方面",
    "及时答复申请人。",
    "（三）健全制度，加强政府信息管理",
    "（四）公开平台建设：办好网站。",
    "（五）监督保障",
    "（六）其他工作有序开展，包括培训、考核、评议和责任追究等多个方面，内容充实，措施有力，成效明显。",
)


def test_parts_and_their_text() -> None:
    said = [(part.key, part.heading, part.text) for part in read_subsections(LINES)]
    assert said == [
        ("proactive", "（一）主动公开", "全年公开各类信息。\n一是公开及时。"),
        ("requests", "(二)依申请公开方面", "及时答复申请人。"),
        ("management", "（三）健全制度，加强政府信息管理", ""),
        ("platform", "（四）公开平台建设", "办好网站。"),
        ("supervision", "（五）监督保障", LINES[-1]),  # a sentence is no heading
    ]


def test_only_section_one_has_them() -> None:
    lines = [
        "一、总体情况",
        *LINES[:2],
        "五、存在的主要问题及改进情况",
        "（一）存在问题",
        "人手不足。",
    ]
    sections, _ = read_sections(lines)
    assert [len(section.subsections) for section in sections] == [1, 0]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("（三）回应群众关切方面", "response"),
        ("（一）主動公開", "proactive"),
        ("（七）乡村振兴", "extra"),
        ("（四）加强公开平台管理", "platform"),
    ],
)
def test_keys(heading: str, key: str) -> None:
    assert [part.key for part in read_subsections([heading])] == [key]
