"""The region of a body, the level it stands at, and its name in full."""

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from parser.divisions.table import Division, place_of_area_code
from parser.extraction import Contact, Issuer, Region, RegionCandidate
from parser.metadata.level import level_of
from parser.metadata.place import Place, decide, full_name, parents, place_of

_BARE = "省市县区州盟旗"
_AREA_CODE = re.compile(r"\(?(0\d{2,3})\)?-?\d{7,8}")


class Located(NamedTuple):
    issuer: Issuer
    region: Region
    level: str | None


def locate(issuer: Issuer, year: int | None, sites: Sequence[str], evidence: str) -> Located:
    """``sites`` are the names of sites and sources that the document gives, ``evidence`` is all
    text that may tell which of several places of a name is meant."""
    if not issuer.name:
        return Located(issuer, Region(), None)
    issuer = Issuer(name_bare(issuer.name, sites, year), issuer.kind)
    place = place_of(issuer.name or "", issuer.kind, year)
    place = place._replace(found=decide(place.found, evidence, year))
    level = level_of(issuer, {division.level for division in place.found})
    return Located(full_issuer(issuer, place, year), region_of(place.found, year), level)


def evidence_of(texts: Sequence[str | None], contact: Contact) -> str:
    """Texts that may name the place, and the place that the area code of a telephone belongs to."""
    numbers = (_AREA_CODE.match(number) for number in (contact.phone, contact.fax) if number)
    places = (place_of_area_code().get(number[1]) for number in numbers if number)
    return "\n".join(filter(None, [*texts, *places]))


def region_of(found: Sequence[Division], year: int | None) -> Region:
    """All that is certain: what the places have in common; the code of one alone."""
    lines = [
        {place.level: place.name for place in (*parents(division, year), division)}
        for division in found
    ]
    provinces = {line.get("province") for line in lines}
    cities = {line.get("prefecture") for line in lines}
    region = Region(_only(provinces), _only(cities))
    if len(found) == 1:
        region.county, region.code = lines[0].get("county"), found[0].code
    elif found:
        region.candidates = [RegionCandidate(d.code, full_name(d, year)) for d in found]
    return region


def _only(names: Set[str | None]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


def full_issuer(issuer: Issuer, place: Place, year: int | None) -> Issuer:
    """With the names that custom puts before a district (焦作市中站区) and a town (青禾县禾苗镇);
    a county stands alone. Only where one place is meant."""
    if len(place.found) != 1 or place.first not in ("county", "town"):
        return issuer
    (division,) = place.found
    cities = [above.name for above in parents(division, year) if above.name.endswith("市")]
    before = cities[-1:] if division.name.endswith("区") else []
    own = [division.name] if place.first == "town" else []
    return Issuer("".join([*before, *own, issuer.name or ""]), issuer.kind)


def name_bare(name: str, sites: Sequence[str], year: int | None) -> str:
    """市政府研究室 on the site of 云溪市人民政府 is that city's; 市中区 is a district."""
    if name[:1] not in _BARE or place_of(name, None, year).found:
        return name
    for site in sites:
        found = place_of(site, None, year).found
        if len(found) == 1 and found[0].name.endswith(name[0]):
            return found[0].name + name[1:]
    return name
