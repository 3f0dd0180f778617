"""What stands in report columns and is no report: stories, notices, picture guides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from demo import tables
from demo.forms import paths
from demo.hand import Hand


@dataclass(frozen=True)
class Story:
    """An article of plain paragraphs."""

    title: str
    source: str
    published: date
    paragraphs: tuple[str, ...] = field(repr=False)
    annex: str = field(default="", repr=False)

    def html(self) -> str:
        """The text as it stands between a portal's header and footer."""
        return "".join(map(Hand().paragraph, self.paragraphs)) + self.annex


def meeting(place: str, source: str, published: date) -> Story:
    """News of a meeting on the subject."""
    return Story(
        f"{place}召开{published.year}年政务公开工作推进会",
        source,
        published,
        (
            f"{published.month}月{published.day}日上午，{place}政务公开工作推进会在行政中心二楼会议室"
            "召开，各单位分管负责人和业务人员参加会议。",
            "会议通报了上一年度政府信息公开工作年度报告的编制情况，点评了各单位栏目更新、政策解读和依"
            "申请公开答复中的好做法，也指出了更新迟缓、内容重复等问题。",
            "会议要求，各单位要对照考核指标逐条整改，做好年度报告发布后的答疑，把群众关心的数据讲清楚。",
            "三个单位在会上作了经验交流。",
        ),
    )


def notice(place: str, source: str, published: date) -> Story:
    """The order to write reports on the year that is ending, with the empty form annexed."""
    year = published.year
    blank = dict.fromkeys(paths("f2021"))
    hand = Hand()
    annex = (
        tables.section_two("f2021", blank, hand),
        tables.section_three("f2021", blank),
        tables.section_four(blank),
    )
    return Story(
        f"关于做好{year}年度政府信息公开工作年度报告编制发布工作的通知",
        source,
        published,
        (
            f"{place}各有关单位：",
            f"为做好{year}年度政府信息公开工作年度报告的编制和发布，现将有关事项通知如下。",
            "一、各单位于1月31日前在本单位网站的年报栏目发布报告，并报送上级主管部门备案。",
            "二、报告由文字和表格组成，表格格式见附件，不得增减行列。没有数据的填写0。",
            "三、发布前要核对表内和表间的勾稽关系，数据与上年度报告衔接。",
            "附件：空白表格",
        ),
        "".join(tables.html(grid, hand) for grid in annex),
    )


def picture_guide(title: str, source: str, published: date, headline: Iterable[str]) -> Story:
    """A report retold for posters: its name and some of its numbers, none of its tables."""
    return Story(
        f"图解：{title}",
        source,
        published,
        (f"一图读懂{title}", *headline, "更多内容请查看年度报告全文。"),
    )
