"""A random report: what it says, and the paragraphs and tables it says it with."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from demo import bodies, figures, layout, prose
from demo.dice import dice
from demo.figures import Figures
from demo.layout import UNIT, Cell, Grid
from demo.report import Report as Told
from demo.report import invent
from tests.renderings.printing import Printer

if TYPE_CHECKING:
    from demo.forms import Form

FORMS = ("f2014", "f2019", "f2021", "mixed", "f_free")
BODIES = tuple(body for body in vars(bodies).values() if isinstance(body, bodies.Body))
YEARS = {
    "f2014": (2014, 2018),
    "f2019": (2019, 2020),
    "f2021": (2021, 2025),
    "mixed": (2021, 2025),
    "f_free": (2014, 2018),
}
VOLUMES = (0, 3, 40, 900, 60_000)
HALF = 0.5


def spaced(label: str) -> str:
    """Broken by an editor who aligns with blanks: 规 章, 行政 许可."""
    return f"{label[:2]} {label[2:]}" if len(label) > 2 else " ".join(label)


def half_width(label: str) -> str:
    return label.translate(_HALF_WIDTH)


_HALF_WIDTH = str.maketrans("（）：，；“”", '():,;""')
LABEL_STYLES = (str, str, half_width, spaced)


@dataclass(frozen=True)
class Report:
    """``figures``: what a reader must find, by path. ``body``: paragraphs and tables as they
    follow each other, the title first. ``form`` is the family of its tables, or ``mixed``."""

    form: str
    figures: Figures
    body: list[str | Grid]
    title: str
    issuer: str
    year: int
    published: date
    telephone: str

    @property
    def family(self) -> str:
        return "f2021" if self.form == "mixed" else self.form


def draw(form: str, seed: int | str) -> Report:
    rng = dice("rendered", form, seed)
    told = invent(seed, rng.choice(BODIES), rng.randint(*YEARS[form]))
    told = replace(told, figures=_figures(form, seed, rng))
    tables = _tables(form, Printer.draw(rng, unit_fixed=form == "f2014"), told)
    return Report(
        form=form,
        figures=dict(told.figures) if tables else {},
        body=list(_body(told, tables)),
        title=told.title,
        issuer=told.body.name,
        year=told.year,
        published=told.published,
        telephone=told.body.telephone,
    )


def _figures(form: str, seed: int | str, rng: Random) -> Figures:
    """Of half the reports the identities hold; of the others one is broken, or cells are changed
    and left out at random."""
    known: dict[str, Form] = {"mixed": "f2021", "f_free": "f2014"}
    volume = rng.choice(VOLUMES)
    blanks = rng.random() < HALF
    drawn = figures.make(known.get(form, form), seed, volume=volume, rules=True, blanks=blanks)
    if form == "mixed":
        drawn = _with_section_three_of_2019(drawn, figures.make("f2019", seed, volume=volume))
    if rng.random() < HALF:
        return drawn
    return drawn | _tampered(drawn, rng)


def _with_section_three_of_2019(later: Figures, earlier: Figures) -> Figures:
    """A report of 2023 with the 23 rows of 2019 in section 三 is real."""
    kept = {path: figure for path, figure in later.items() if not path.startswith("requests.")}
    return kept | {path: n for path, n in earlier.items() if path.startswith("requests.")}


def _tampered(drawn: Figures, rng: Random) -> Figures:
    """One cell, some, or many: other counts, and blanks."""
    counts = [path for path, figure in drawn.items() if not isinstance(figure, str)]
    chosen = rng.sample(counts, rng.choice((1, 3, len(counts) // 2)))
    return {
        path: rng.choice((None, 0, rng.randint(1, 9), rng.randint(10, 99_999))) for path in chosen
    }


def _tables(form: str, printer: Printer, told: Told) -> dict[str, Grid]:
    """By the heading of the section that they close. Laid out with the path of each figure in
    its cell, so that figures and labels can be told apart when they are printed."""
    if form == "f_free":
        return {}
    rng, paths = printer.rng, {path: path for path in told.figures}
    if form == "f2014":
        grids = {prose.ANNEX_HEADING: layout.stat2014(paths)}
    else:
        _, two, three, four, *_ = prose.HEADINGS
        proactive: Form = "f2019" if form == "f2019" else "f2021"
        requests: Form = "f2021" if form == "f2021" else "f2019"
        five = form == "f2019" and rng.random() < HALF
        grids = {
            two: layout.section_two(proactive, paths, five=five),
            three: layout.section_three(requests, paths),
            four: layout.section_four(paths),
        }
    texts, style = printer.print_all(told.figures), rng.choice(LABEL_STYLES)

    def fill(cell: Cell) -> Cell:
        label = style(cell.text.replace(UNIT, printer.header_unit))
        return cell._replace(text=texts.get(cell.text, label))

    return {at: [list(map(fill, row)) for row in grid] for at, grid in grids.items()}


def _body(told: Told, tables: dict[str, Grid]) -> Iterator[str | Grid]:
    yield told.title
    yield prose.preamble(told)
    for section in prose.sections(told, dice(told.seed, told.title, "prose")):
        yield section.heading
        yield from section.paragraphs
        if section.heading in tables:
            yield from _annexed(told) if told.form == "f2014" else ()
            yield tables[section.heading]
    yield told.body.name
    yield f"{told.published.year}年{told.published.month}月{told.published.day}日"


def _annexed(told: Told) -> Iterator[str]:
    yield "附表"
    yield "政府信息公开情况统计表"
    yield f"（{told.year}年度）"
    yield f"填报单位：{told.body.name}"
