"""A year told forwards in the statistics of 2014: parts first, sums last."""

from collections import Counter
from random import Random

from demo.figures.figure import Figures, money


def draw(rng: Random, volume: int) -> Figures:
    """The whole table."""
    figures: Figures = (
        _published_2014(rng, volume)
        | _responses_2014(rng, volume)
        | _requests_2014(rng, volume)
        | _remedies_2014(rng, volume)
        | _means_2014(rng, volume)
    )
    return {f"stat2014.{key}": figure for key, figure in figures.items()}


def _published_2014(rng: Random, volume: int) -> Figures:
    """The same item in several channels counts once: the total lies between maximum and sum."""
    shares = {"gazette": 1, "website": 60, "weibo": 10, "wechat": 20, "other": 6}
    channels = {
        f"channel_{name}": rng.randint(volume * share // 2, volume * share)
        for name, share in shares.items()
    }
    docs = rng.randint(0, volume // 3)
    total = rng.randint(max(channels.values()), sum(channels.values()))
    return {
        **channels,
        "proactive_total": total,
        "proactive_normative_docs": min(total, rng.randint(0, docs)),
        "normative_docs_made": docs,
    }


def _responses_2014(rng: Random, volume: int) -> Figures:
    held = {
        "press_conferences": rng.randint(0, volume // 10),
        "online_interviews": rng.randint(0, volume // 15),
        "interpretation_articles": rng.randint(0, volume),
        "weibo_wechat_responses": rng.randint(0, volume // 2),
        "other_responses": rng.randint(0, volume // 4),
    }
    return {
        **held,
        "press_conferences_by_head": rng.randint(0, held["press_conferences"]),
        "online_interviews_by_head": rng.randint(0, held["online_interviews"]),
        "responses_total": rng.randint(0, sum(held.values())),
    }


_REFUSALS_2014 = (
    "refused_state_secret",
    "refused_trade_secret",
    "refused_privacy",
    "refused_safety_stability",
    "refused_not_gov_info",
    "refused_other_law",
)
_REPLIES_2014 = {
    "reply_already_public": 20,
    "reply_granted": 40,
    "reply_partly_granted": 5,
    "reply_refused": 8,
    "reply_not_this_agency": 10,
    "reply_not_exist": 8,
    "reply_asked_to_correct": 4,
    "reply_other_route": 5,
}


def _requests_2014(rng: Random, volume: int) -> Figures:
    shares = {"in_person": 0.4, "fax": 0.02, "online": 1.0, "letter": 0.3}
    channels = {
        f"requests_{name}": rng.randint(0, int(volume * share)) for name, share in shares.items()
    }
    received = sum(channels.values())
    closed = received - rng.randint(0, received // 12)
    extended = rng.randint(0, closed // 10)
    replies = Counter(rng.choices([*_REPLIES_2014], [*_REPLIES_2014.values()], k=closed))
    refusals = Counter(rng.choices(_REFUSALS_2014, k=replies["reply_refused"]))
    return {
        **channels,
        "requests_received": received,
        "requests_closed": closed,
        "closed_on_time": closed - extended,
        "closed_extended": extended,
        "replies_total": closed,
        **{key: replies[key] for key in _REPLIES_2014},
        **{key: refusals[key] for key in _REFUSALS_2014},
    }


def _remedies_2014(rng: Random, volume: int) -> Figures:
    figures: Figures = {"complaints": rng.randint(0, volume // 30)}
    for remedy in ("review", "litigation"):
        numbers = {key: rng.randint(0, volume // 20) for key in ("upheld", "corrected", "other")}
        figures |= {f"{remedy}_{key}": number for key, number in numbers.items()}
        figures[f"{remedy}_total"] = sum(numbers.values())
    return figures


def _means_2014(rng: Random, volume: int) -> Figures:
    full_time, part_time = rng.randint(1, 2 + volume // 20), rng.randint(1, 3 + volume // 4)
    return {
        "request_fees_wanyuan": "0",
        "dedicated_units": rng.randint(1, 1 + volume // 30),
        "reading_points": rng.randint(1, 1 + volume // 10),
        "staff_total": full_time + part_time,
        "staff_full_time": full_time,
        "staff_part_time": part_time,
        "dedicated_budget_wanyuan": money(rng, volume // 4),
        "meetings": rng.randint(1, 2 + volume // 20),
        "trainings": rng.randint(1, 2 + volume // 20),
        "trainees": rng.randint(10, 20 + volume * 2),
    }
