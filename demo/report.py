"""An annual report as a body writes it, before any portal publishes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from demo import figures, prose, tables
from demo.bodies import CITY, Body
from demo.dice import dice
from demo.figures import Figure
from demo.forms import Form, form_of
from demo.hand import Hand

_TITLES = (
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年度政府信息公开工作年度报告",
    "{year}年{name}政府信息公开工作年度报告",
)


@dataclass(frozen=True)
class Report:
    """One body's report for one year."""

    body: Body
    year: int
    title: str
    published: date
    figures: Mapping[str, Figure] = field(repr=False)
    closing: str = field(repr=False)
    hand: Hand = field(repr=False)
    seed: int | str = field(repr=False)
    broken: tuple[str, ...] = ()
    """The rules that the figures do not satisfy."""

    @property
    def form(self) -> Form:
        """The form in force for the year; nobody here is behind the times."""
        return form_of(self.year)

    @property
    def source(self) -> str:
        """The publishing body."""
        return self.body.name

    def html(self) -> str:
        """The text as it stands between a portal's header and footer."""
        write = self.hand.paragraph
        parts = [write(prose.preamble(self))]
        annexes = _annexes(self)
        for section in prose.sections(self, dice(self.seed, self.title, "prose")):
            parts.append(write(section.heading))
            parts.extend(map(write, section.paragraphs))
            parts.append(annexes.pop(section.heading, ""))
        signed = self.published
        parts += [write(self.body.name), write(f"{signed.year}年{signed.month}月{signed.day}日")]
        return "".join(parts)


def invent(
    seed: int | str,
    body: Body = CITY,
    year: int = 2023,
    *,
    before: Mapping[str, Figure] | None = None,
    break_: str | None = None,
) -> Report:
    """A report nobody wrote; `before` and `break_` are those of `figures.make`."""
    rng = dice(seed, body.name, year, "report")
    return Report(
        body=body,
        year=year,
        title=rng.choice(_TITLES).format(name=body.name, year=year),
        published=_published(rng, body, year),
        figures=figures.make(
            form_of(year),
            f"{seed}/{body.name}/{year}",
            volume=body.volume,
            rules=body.rules,
            before=before,
            break_=break_,
            blanks=rng.choice((True, False, False)),
        ),
        closing=rng.choice(prose.CLOSINGS),
        hand=Hand.draw(rng),
        seed=seed,
        broken=(break_,) if break_ else (),
    )


def _published(rng: Random, body: Body, year: int) -> date:
    """In time: governments until 31 March of the next year, all others until 31 January."""
    if body.government:
        return date(year + 1, rng.choice((2, 3)), rng.randint(1, 9))
    return date(year + 1, 1, rng.randint(6, 28))


def _annexes(report: Report) -> dict[str, str]:
    """Tables by the heading of the section that they close."""
    if report.form == "f2014":
        return {prose.ANNEX_HEADING: _statistics(report)}
    _, two, three, four, *_ = prose.HEADINGS
    return {
        two: tables.section_two(report.form, report.figures, report.hand),
        three: tables.section_three(report.form, report.figures, report.hand),
        four: tables.section_four(report.figures, report.hand),
    }


def _statistics(report: Report) -> str:
    write = report.hand.paragraph
    return "".join(
        (
            write("附表"),
            write("政府信息公开情况统计表"),
            write(f"（{report.year}年度）"),
            write(f"填报单位：{report.body.name}"),
            tables.stat2014(report.figures, report.hand),
        )
    )
