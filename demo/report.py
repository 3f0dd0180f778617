"""An annual report as a body writes it, before any portal publishes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from demo import figures, prose, tables
from demo.bodies import CITY, Body
from demo.dice import dice
from demo.figures import Figure
from demo.forms import Form, form_of
from demo.hand import Hand
from demo.layout import Grid

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

    def body_text(self) -> Iterator[str | Grid]:
        """Paragraphs and tables in reading order, from the basis to the signature."""
        yield prose.preamble(self)
        annexes = dict(_annexes(self))
        for section in prose.sections(self, dice(self.seed, self.title, "prose")):
            yield section.heading
            yield from section.paragraphs
            yield from annexes.get(section.heading, ())
        signed = self.published
        yield self.body.name
        yield f"{signed.year}年{signed.month}月{signed.day}日"

    def html(self) -> str:
        """The text as it stands between a portal's header and footer."""
        return "".join(
            self.hand.paragraph(item) if isinstance(item, str) else tables.html(item, self.hand)
            for item in self.body_text()
        )


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


def _annexes(report: Report) -> Iterator[tuple[str, Sequence[str | Grid]]]:
    """What closes a section, by the heading of the section."""
    figures, hand = report.figures, report.hand
    if report.form == "f2014":
        yield prose.ANNEX_HEADING, (*_caption(report), tables.stat2014(figures))
        return
    _, two, three, four, *_ = prose.HEADINGS
    yield two, (tables.section_two(report.form, figures, hand),)
    yield three, (tables.section_three(report.form, figures),)
    yield four, (tables.section_four(figures),)


def _caption(report: Report) -> tuple[str, ...]:
    return (
        "附表",
        "政府信息公开情况统计表",
        f"（{report.year}年度）",
        f"填报单位：{report.body.name}",
    )
