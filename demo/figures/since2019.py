"""A year told forwards in the forms of 2019 and 2021.

What came in, what was carried over, what became of it; sums are computed last.
"""

from collections import Counter
from collections.abc import Mapping
from random import Random

from demo.figures.figure import Figure, Figures, count, money
from demo.forms import APPLICANTS, DECISIONS, LITIGATION, REVIEW, Form, outcome_keys, request_keys

# Shares of a usual year's requests by applicant, and weights of their outcomes: the order of
# size of published reports, where natural persons and 予以公开 make up most.
_SHARES = dict(zip((a.key for a in APPLICANTS), (1.0, 0.15, 0.02, 0.03, 0.08, 0.03), strict=True))
_WEIGHTS = {"granted": 50, "partly_granted": 9, "refused_third_party": 5, "unable_not_held": 18}
_OTHER_WEIGHT = 1


def draw(
    rng: Random, form: Form, volume: int, rules: bool, before: Mapping[str, Figure]
) -> Figures:
    """All three tables."""
    section_two = _section_two_2019 if form == "f2019" else _section_two_2021
    return (
        section_two(rng, volume, rules, before)
        | _requests(rng, form, volume, before)
        | _remedies(rng, volume)
    )


def _section_two_2019(
    rng: Random, volume: int, rules: bool, before: Mapping[str, Figure]
) -> Figures:
    figures: Figures = {}
    for row, most in (("rules", 3 if rules else 0), ("normative_docs", volume // 4)):
        path = f"art20_1.{row}"
        made = rng.randint(0, most)
        stock = _stock(before, f"{path}.disclosed_total", rng.randint(0, most * 8))
        figures[f"{path}.made_new"] = figures[f"{path}.disclosed_new"] = made
        figures[f"{path}.disclosed_total"] = made + stock
    for path in ("art20_5.licensing", "art20_5.other_services", "art20_6.penalty"):
        figures |= _items(rng, path, volume * 3, before)
    figures |= _items(rng, "art20_6.coercion", volume // 4, before)
    fees = _items(rng, "art20_8.fees", volume // 5, before)
    figures |= {path: n for path, n in fees.items() if not path.endswith(".decisions")}
    figures["art20_9.procurement.items"] = rng.randint(0, volume)
    figures["art20_9.procurement.amount_wanyuan"] = money(rng, volume * 40)
    return figures


def _items(rng: Random, path: str, most: int, before: Mapping[str, Figure]) -> Figures:
    """Items of last year, their change, and decisions, which need an item to rest on."""
    items = _stock(before, f"{path}.items_prev", rng.randint(0, most))
    items += count(before, f"{path}.items_delta")
    delta = rng.randint(-(items // 6), items // 6)
    decisions = rng.randint(0, most * 5) if items + delta else 0
    # Equal numbers would say that the issuer took the stock for the decisions.
    decisions += decisions == items + delta > 0
    return {
        f"{path}.items_prev": items,
        f"{path}.items_delta": delta,
        f"{path}.decisions": decisions,
    }


def _section_two_2021(
    rng: Random, volume: int, rules: bool, before: Mapping[str, Figure]
) -> Figures:
    figures: Figures = {}
    for row, most in (("rules", 3 if rules else 0), ("normative_docs", volume // 4)):
        path = f"art20_1.{row}"
        stock = _stock(before, f"{path}.in_force", rng.randint(0, most * 6))
        made, repealed = rng.randint(0, most), rng.randint(0, min(stock, most))
        figures[f"{path}.made"], figures[f"{path}.repealed"] = made, repealed
        figures[f"{path}.in_force"] = stock + made - repealed
    for path, most in (("art20_5.licensing", 60), ("art20_6.penalty", 12), ("art20_6.coercion", 1)):
        figures[f"{path}.decisions"] = rng.randint(0, volume * most)
    figures["art20_8.fees.amount_wanyuan"] = money(rng, volume * 9)
    return figures


def _requests(rng: Random, form: Form, volume: int, before: Mapping[str, Figure]) -> Figures:
    figures: Figures = {}
    for applicant, share in _SHARES.items():
        for row, number in _handled(rng, form, int(volume * share), before, applicant).items():
            figures[f"requests.{row}.{applicant}"] = number
    for row in request_keys(form):
        figures[f"requests.{row}.total"] = sum(
            count(figures, f"requests.{row}.{applicant}") for applicant in _SHARES
        )
    return figures


def _handled(
    rng: Random, form: Form, most: int, before: Mapping[str, Figure], applicant: str
) -> dict[str, int]:
    """One applicant column, by row."""
    new = rng.randint(most // 2, most)
    carried_in = _stock(before, f"requests.carried_out.{applicant}", rng.randint(0, most // 12))
    carried_out = rng.randint(0, (new + carried_in) // 12)
    results = new + carried_in - carried_out
    outcomes = outcome_keys(form)
    weights = [_WEIGHTS.get(key, _OTHER_WEIGHT) for key in outcomes]
    return dict.fromkeys(outcomes, 0) | {
        "new_received": new,
        "carried_in": carried_in,
        "carried_out": carried_out,
        "results_total": results,
        **Counter(rng.choices(outcomes, weights, k=results)),
    }


def _remedies(rng: Random, volume: int) -> Figures:
    figures: Figures = {}
    for remedy in (REVIEW, *LITIGATION):
        numbers = {column.key: rng.randint(0, volume // 20) for column in DECISIONS}
        for key, number in (numbers | {"total": sum(numbers.values())}).items():
            figures[f"remedies.{remedy.key}.{key}"] = number
    return figures


def _stock(before: Mapping[str, Figure], path: str, drawn: int) -> int:
    """What stood there at the end of the year before; drawn when that year is not known."""
    return count(before, path) if path in before else drawn
