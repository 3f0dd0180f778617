import pytest

from parser.extraction import Issuer
from parser.metadata.issuer import issuer_in_title, kind_of, read_issuer
from parser.metadata.level import level_of


@pytest.mark.parametrize(
    ("title", "name", "kind", "level"),
    [
        ("云溪市2020年政府信息公开工作年度报告", "云溪市人民政府", "government", None),
        ("2019年云溪省政府办公厅信息公开年报", "云溪省政府办公厅", "government_office", "province"),
        ("青禾县林业局政府信息公开工作2017年年度报告", "青禾县林业局", "department", "county"),
        ("青禾县禾苗镇2021年政府信息公开年报", "青禾县禾苗镇人民政府", *["township"] * 2),
        ("2021年迎春路街道政府信息公开工作年度报告", "迎春路街道办事处", "street", "township"),
        ("云溪市高新区管委会二○一九年政府信息公开年报", "云溪市高新区管委会", *["committee"] * 2),
        ("云溪高新区2021年政府信息公开年报", "云溪高新区", *["committee"] * 2),
        ("青禾县禾苗镇政府2021年信息公开年报", "青禾县禾苗镇人民政府", *["township"] * 2),
        ("河口盟2021年政府信息公开年报", "河口盟行政公署", "government", "prefecture"),
        ("云溪市税务局2022年政府信息公开年度报告", "云溪市税务局", "vertical", None),
        ("青禾 县 水务局 2022 年政务信息公开年度报告", "青禾县水务局", "department", "county"),
        (
            "青禾县林业局关于2023年度政府信息公开工作情况的报告",
            "青禾县林业局",
            "department",
            "county",
        ),
        ("青禾县林业局2023年度部门政府信息公开年报", "青禾县林业局", "department", "county"),
        (
            "青禾县林业局（县绿化办公室）2023年政府信息公开年报",
            "青禾县林业局",
            "department",
            "county",
        ),
        ("青禾县林业局公布2023年政府信息公开年报", "青禾县林业局", "department", "county"),
        ("青禾县地方志编纂室2023年政府信息公开年报", "青禾县地方志编纂室", "department", "county"),
        (
            "中共青禾县委办公室 青禾县人民政府办公室2023年政府信息公开年报",
            *("青禾县人民政府办公室", "government_office", "county"),
        ),
        ("青禾风景名胜区2023年政府信息公开年报", "青禾风景名胜区", *["committee"] * 2),
        ("青禾新区2023年政府信息公开年报", "青禾新区", *["committee"] * 2),
        ("青禾社区2023年政府信息公开年报", None, None, None),
        ("2010年度政府信息公开年度报告", None, None, None),
        ("关于做好2017年政府信息公开工作年度报告的通知", None, None, None),
    ],
)
def test_a_title_names_the_issuer(
    title: str, name: str | None, kind: str | None, level: str | None
) -> None:
    issuer = read_issuer(title, [], "", {})
    assert (issuer.name, issuer.kind, level_of(issuer, set())) == (name, kind, level)


@pytest.mark.parametrize(
    ("lines", "preamble", "fields", "name"),
    [
        (["青禾县林业局", "2020年1月8日"], "", {}, "青禾县林业局"),
        ([], "", {"reporting_unit": "云溪市青禾县人民政府"}, "云溪市青禾县人民政府"),
        ([], "", {"issuer": "青禾县水务局", "source": "云溪日报"}, "青禾县水务局"),
        ([], "本报告由青禾县水务局编制。", {}, "青禾县水务局"),
        ([], "特编制青禾县2017年政府信息公开工作年度报告。", {}, "青禾县人民政府"),
        ([], "电子版在青禾县人民政府门户网站公布", {}, "青禾县人民政府"),
        (["我局制定了《青禾县水务局保密制度》"], "", {}, "青禾县水务局"),
        ([], "", {"site": "青禾县人民政府"}, "青禾县人民政府"),
        ([], "请与某先生联系", {"source": "本站"}, None),
        ([], "", {"issuer": "本局"}, None),
    ],
)
def test_without_a_title_the_document_names_it(
    lines: list[str], preamble: str, fields: dict[str, str], name: str | None
) -> None:
    assert read_issuer(None, lines, preamble, fields).name == name


def test_a_fuller_name_replaces_a_short_one() -> None:
    issuer = read_issuer(
        "青禾县2017年政府信息公开工作年度报告", ["云溪市青禾县人民政府", "2018年2月8日"], "", {}
    )
    assert issuer.name == "云溪市青禾县人民政府"


def test_what_is_no_body_has_no_kind() -> None:
    assert kind_of("云溪日报") is None
    assert issuer_in_title("云溪日报2020年政府信息公开年度报告") is None
    assert level_of(Issuer(), set()) is None
