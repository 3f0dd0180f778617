"""How one editor prints figures: signs, units, notes, digits, and the many ways of a blank."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from demo.figures import Figure

BLANKS = ("", "/", "-", "—", "——", "无")
SIGNS = (("", "-"), ("+", "-"), ("＋", "－"), ("增", "减"), ("增加", "减少"))
MONEY = ("", "", "万元", "万", "元", "亿元")
"""The unit behind an amount; most print it in the header."""
HEADER_UNITS = ("（单位：万元）", "（万元）", "（单位：元）", "（单位：万元，保留4位小数）")
WANYUAN = {"": Decimal(1), "万": Decimal(1), "元": Decimal(10_000), "亿": Decimal("0.0001")}
"""How many of a unit make one 万元."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ODD = 0.02
"""Share of the cells that carry a note or a unit, of reports where any does."""


@dataclass(frozen=True)
class Printer:
    """``header_unit`` stands in the header of every amount; "" where the form prints none."""

    rng: Random
    blank: str = ""
    signs: tuple[str, str] = ("", "-")
    money: str = ""
    header_unit: str = HEADER_UNITS[0]
    thousands: bool = False
    full_width: bool = False
    odd: float = 0.0

    @classmethod
    def draw(cls, rng: Random, unit_fixed: bool) -> "Printer":
        """``unit_fixed``: the form has a column that says 万元."""
        return cls(
            rng,
            blank=rng.choice(("", "", "", *BLANKS)),
            signs=rng.choice(SIGNS),
            money=rng.choice(MONEY),
            header_unit=HEADER_UNITS[0] if unit_fixed else rng.choice((*HEADER_UNITS, "")),
            thousands=rng.random() < 0.2,
            full_width=rng.random() < 0.05,
            odd=rng.choice((0.0, 0.0, ODD)),
        )

    def print_all(self, figures: Mapping[str, Figure]) -> dict[str, str]:
        return {path: self._print(path, figure) for path, figure in figures.items()}

    def _print(self, path: str, figure: Figure) -> str:
        if figure is None:
            return self.blank
        if isinstance(figure, str):
            return self._money(figure)
        sign = self._sign(figure) if path.endswith(".items_delta") else "-" * (figure < 0)
        return sign + self._count(abs(figure), noted=figure >= 0 and not sign)

    def _sign(self, figure: int) -> str:
        return self.signs[figure < 0] if figure else ""

    def _count(self, number: int, noted: bool) -> str:
        digits = f"{number:,}" if self.thousands else str(number)
        if self.full_width:
            digits = digits.translate(FULL_WIDTH)
        if noted and self.rng.random() < self.odd:
            return digits + self.rng.choice(("件", f"（其中修订{number // 2}件）"))
        return digits

    def _money(self, figure: str) -> str:
        """An amount in 万元, in the unit that stands behind it or else in the header."""
        unit = self.money or self.header_unit.strip("（）").removeprefix("单位：")
        amount = Decimal(figure) * WANYUAN[unit.partition("，")[0].removesuffix("元") or unit[:1]]
        return f"{amount.normalize() if amount else amount.to_integral():f}{self.money}"
