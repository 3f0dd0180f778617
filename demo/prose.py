"""What a report says around its tables. Every number in it is taken from the figures.

The one exception is the number of items published under the forms since 2019, which no table
holds; it is drawn.
"""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from demo.figures import count
from demo.forms import LITIGATION, OUTCOMES, Form, Outcomes

if TYPE_CHECKING:
    from demo.report import Report


class Section(NamedTuple):
    """A section of a report: the heading as printed, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)

ANNEX_HEADING = "七、需要说明的事项与附表"
"""Of a report under the form of 2014."""

_BASIS: dict[Form, str] = {
    "f2014": "国务院办公厅关于加强和规范政府信息公开情况统计报送工作的通知》（国办发〔2014〕32号）",
    "f2019": "国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
    "（国办公开办函〔2019〕60号）",
    "f2021": "国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告"
    "格式〉的通知》（国办公开办函〔2021〕30号）",
}

_PUBLISHED = (
    "{we}把主动公开作为依法行政的基础工作，对照法定主动公开内容逐项梳理，及时更新机构职能、"
    "权责清单、办事依据和办理流程，全年在门户网站发布各类信息{posted}条。",
    "围绕就学、就医、住房、养老等群众关心的事项，集中公开政策依据、申请条件、办理时限和咨询方式，"
    "做到条目清楚、查询方便。",
    "重大行政决策出台前公开征求意见，出台后同步发布解读材料，全年通过图表、问答、短视频等形式解读"
    "政策{explained}次。",
    "财政预算、决算和“三公”经费按照统一口径、统一时间在规定栏目公开，并长期保留供查询。",
    "行政许可、行政处罚等结果信息自作出决定之日起七个工作日内上网公示，接受社会监督。",
    "对历年制发的文件开展清理，逐件标注有效性，已经废止或者失效的文件在原页面显著位置注明。",
    "重点工程的立项、招标、施工和验收信息分阶段公开，群众可以在同一页面看到项目的全过程。",
)
_ON_REQUEST = (
    "畅通当面、信函和网络三种申请渠道，安排专人登记，登记、审核、办理、答复、归档各环节留痕。",
    "对内容不明确的申请，先电话沟通、再书面告知补正，尽可能帮助申请人找到所需信息。",
    "答复文书统一格式，出具前由法制机构审核，减少因表述不清引起的争议。",
    "建立疑难申请会商机制，涉及多个单位的申请由牵头单位汇总意见后一次性答复。",
)
_MANAGED = (
    "坚持“先审查、后公开”，拟公开信息由经办人、科室负责人和分管领导三级审核，未发生失泄密事件。",
    "公文制发时同步确定公开属性，属于主动公开的在印发后二十个工作日内上网。",
    "每季度检查一次已发布信息，对错链、错别字和过期内容及时更正，全年更正{fixed}处。",
    "制定信息发布目录并动态调整，明确每个栏目的责任单位和更新周期。",
)
_PLATFORMS = (
    "按照统一规范建设政府信息公开专栏，设置指南、制度、法定主动公开内容、年报和依申请公开五个栏目。",
    "在政务服务大厅、图书馆和档案馆设置查阅点，配备查询设备和工作人员，方便不熟悉网络的群众。",
    "规范管理政务新媒体，关停长期不更新的账号，保留的账号与网站同步发布重要信息。",
    "完成门户网站适老化和无障碍改造，优化站内检索，常用事项三次点击以内可以到达。",
)
_SECURED = (
    "把政务公开纳入年度考核，分值权重不低于百分之四，考核结果在全系统通报。",
    "全年举办专题培训{trained}期，内容包括条例解读、答复文书制作和网站内容管理。",
    "开展社会评议，通过网上问卷和座谈会听取意见，评议结果作为改进工作的依据。本年度没有发生因政府"
    "信息公开工作被追究责任的情形。",
    "明确一名负责同志分管、一名工作人员专办，主要负责同志每年听取一次专题汇报。",
)
_PROBLEMS = (
    "主动公开的内容与群众的期待还有差距，部分栏目更新不够及时",
    "政策解读形式比较单一，用语偏专业，群众看得懂的还不多",
    "基层工作人员变动频繁，业务熟练程度参差不齐",
    "答复文书的说理不够充分，个别答复没有讲清依据",
    "数据公开的格式不统一，不便于再次利用",
    "与其他单位的信息共享不够顺畅，重复公开和遗漏公开并存",
)
_REMEDIES = (
    "细化栏目责任，实行更新提醒和逾期通报",
    "推广图解、动画和现场宣讲，邀请起草人员参与解读",
    "建立业务骨干带教制度，组织跟班学习和案例讨论",
    "完善答复文书范本，复杂申请由法律顾问参与审核",
    "统一数据发布标准，提供可以下载的表格文件",
    "健全部门之间的信息会商机制，做到同一信息口径一致",
)
CLOSINGS = (
    "本年度没有收取政府信息公开信息处理费，没有其他需要报告的事项。",
    "本年度收取政府信息公开信息处理费0元。无其他需要报告的事项。",
    "没有需要报告的其他事项。本年度未产生信息处理费。",
)


def preamble(report: "Report") -> str:
    """Basis, period and contact, as every report opens."""
    body, year = report.body, report.year
    return (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《"
        f"{_BASIS[report.form]}要求，{body.name}编制{year}年政府信息公开工作年度报告。本报告所列数据的"
        f"统计期限自{year}年1月1日起至{year}年12月31日止。如对本报告有疑问，请与{body.name}联系"
        f"（地址：{body.address}，电话：{body.telephone}）。"
    )


def sections(report: "Report", rng: Random) -> tuple[Section, ...]:
    """The sections in printed order; tables follow the text of their section."""
    return (_sections_2014 if report.form == "f2014" else _sections_since_2019)(report, rng)


def _sections_since_2019(report: "Report", rng: Random) -> tuple[Section, ...]:
    overview = (
        f"{report.year}年，{report.body.we}认真贯彻落实《条例》，坚持以公开为常态、不公开为例外，"
        "各项工作有序推进。",
        f"（一）主动公开。{_said(report, rng, _PUBLISHED, 4)}",
        f"（二）依申请公开。{_received(report)}{_said(report, rng, _ON_REQUEST, 2)}",
        f"（三）政府信息管理。{_said(report, rng, _MANAGED, 3)}",
        f"（四）平台建设。{_said(report, rng, _PLATFORMS, 3)}",
        f"（五）监督保障。{_said(report, rng, _SECURED, 3)}",
    )
    texts = (overview, (), (), (), _problems(report, rng), (report.closing,))
    return tuple(Section(*both) for both in zip(HEADINGS, texts, strict=True))


def _sections_2014(report: "Report", rng: Random) -> tuple[Section, ...]:
    published = (_channels(report), _said(report, rng, _PUBLISHED[1:], 4))
    return (
        Section(
            "一、概述",
            (
                f"{report.year}年，{report.body.we}按照《条例》要求，健全工作机制，拓宽公开渠道，"
                "政府信息公开工作取得新的进展。",
                _said(report, rng, _SECURED, 3),
                _said(report, rng, _PLATFORMS, 3),
            ),
        ),
        Section("二、主动公开政府信息情况", published),
        Section(
            "三、依申请公开政府信息情况",
            (_received_2014(report), _said(report, rng, _ON_REQUEST, 3)),
        ),
        Section("四、政府信息公开的收费及减免情况", ("本年度没有收取与政府信息公开有关的费用。",)),
        Section("五、因政府信息公开申请行政复议、提起行政诉讼情况", (_remedies_2014(report),)),
        Section("六、存在的主要问题及改进情况", _problems(report, rng)),
        Section(ANNEX_HEADING, (report.closing,)),
    )


def _said(report: "Report", rng: Random, choice: Sequence[str], how_many: int) -> str:
    """So many of the sentences, in their order."""
    chosen = sorted(rng.sample(range(len(choice)), how_many))
    volume = report.body.volume
    return "".join(choice[n] for n in chosen).format(
        we=report.body.we,
        posted=rng.randint(volume * 5, volume * 30 + 60),
        explained=rng.randint(2, 12 + volume // 5),
        fixed=rng.randint(3, 60),
        trained=rng.randint(1, 6),
    )


def _received(report: "Report") -> str:
    new, carried_in, results, carried_out = (
        count(report.figures, f"requests.{row}.total")
        for row in ("new_received", "carried_in", "results_total", "carried_out")
    )
    if not new + carried_in:
        return f"{report.year}年，{report.body.we}未收到政府信息公开申请，也没有上年结转的申请。"
    outcomes = "，".join(_outcome(report, group) for group in OUTCOMES[report.form])
    return (
        f"{report.year}年，{report.body.we}新收政府信息公开申请{new}件，上年结转{carried_in}件，"
        f"办结{results}件，结转下年度继续办理{carried_out}件。办结的申请中，{outcomes}。{_remedies(report)}"
    )


def _outcome(report: "Report", group: Outcomes) -> str:
    """One phrase a group; rows outside a group are told one by one."""
    numbers = {row: count(report.figures, f"requests.{row.key}.total") for row in group.rows}
    if group.group is not None:
        return f"{_name(group.group)}{sum(numbers.values())}件"
    return "，".join(f"{_name(row.text)}{number}件" for row, number in numbers.items())


def _name(label: str) -> str:
    """（二）部分公开（区分处理的，…） → 部分公开."""
    return label.partition("）")[2].partition("（")[0]


def _remedies(report: "Report") -> str:
    review = count(report.figures, "remedies.review.total")
    suits = sum(count(report.figures, f"remedies.{suit.key}.total") for suit in LITIGATION)
    return f"因政府信息公开引起的行政复议{review}件，行政诉讼{suits}件。"


def _channels(report: "Report") -> str:
    total, website, weibo, wechat = (
        count(report.figures, f"stat2014.{key}")
        for key in ("proactive_total", "channel_website", "channel_weibo", "channel_wechat")
    )
    return (
        f"{report.year}年，{report.body.we}主动公开政府信息{total}条。其中通过政府网站公开{website}条，"
        f"通过政务微博公开{weibo}条，通过政务微信公开{wechat}条。"
    )


def _received_2014(report: "Report") -> str:
    received, closed, granted = (
        count(report.figures, f"stat2014.{key}")
        for key in ("requests_received", "requests_closed", "reply_granted")
    )
    if not received:
        return f"{report.year}年，{report.body.we}未收到政府信息公开申请。"
    return (
        f"{report.year}年，{report.body.we}收到政府信息公开申请{received}件，办结{closed}件，其中同意公开"
        f"{granted}件。"
    )


def _remedies_2014(report: "Report") -> str:
    review, suits = (
        count(report.figures, f"stat2014.{key}_total") for key in ("review", "litigation")
    )
    return f"{report.year}年，因政府信息公开被申请行政复议{review}件，被提起行政诉讼{suits}件。"


def _problems(report: "Report", rng: Random) -> tuple[str, str]:
    """Three problems, and a remedy for each."""
    chosen = rng.sample(range(len(_PROBLEMS)), 3)
    told, done = (
        "；".join(f"{n}是{choice[at]}" for n, at in zip("一二三", chosen, strict=True))
        for choice in (_PROBLEMS, _REMEDIES)
    )
    return (
        f"{report.year}年，政府信息公开工作还存在以下问题：{told}。",
        f"下一步，{report.body.we}将着力做好以下工作：{done}。",
    )
