import pytest

from parser.html.fields import fields_of_lines


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("发布日期：[2024-01-22]　信息来源：县林业局", "published", "2024-01-22"),
        ("【发布时间：2024-01-22】【打印】", "published", "2024-01-22"),
        ("发布时间：2024-01-22 10:20  来源：青禾县林业局", "published", "2024-01-22 10:20"),
        ("发布日期：〔2024-01-22〕", "published", "2024-01-22"),
        ("发 布 机 构： 青禾县林业局", "issuer", "青禾县林业局"),
    ],
)
def test_labelled_values(line: str, field: str, value: str) -> None:
    assert fields_of_lines([line])[field] == value


def test_a_label_alone_has_its_value_on_the_next_line() -> None:
    assert fields_of_lines(["日期：", "2024/1/22"]) == {"published": "2024/1/22"}
