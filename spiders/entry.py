"""A new entry of the registry, from what a probe found."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from parser.divisions.table import by_code
from spiders.probe import Findings
from spiders.provinces import file_of
from spiders.registry import RegistryError, load_portals, same_address

_DIVISION = re.compile(r"\d{6}(?=\d{4}$)")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def key_of(seed: str) -> str:
    """``http://fgw.yunxi.gov.cn/`` → ``yunxi-fgw``: the body's place first."""
    host = (urlsplit(seed).hostname or "").removeprefix("www.")
    labels = host.removesuffix(".cn").removesuffix(".gov").split(".")
    return "-".join(_NO_WORD.sub("-", label) for label in reversed(labels))


def entry_of(seed: str, findings: Findings) -> str:
    """Four lines, five where the site's code tells the division: those of development zones have
    codes of their own."""
    code = findings.metas.get("SiteIDCode", "")
    fields = {"name": findings.metas.get("SiteName") or urlsplit(seed).hostname, "seed": seed}
    if findings.families:
        fields["family"] = findings.families[0][0]
    if (division := _DIVISION.match(code)) and division[0] in by_code():
        fields["region"] = division[0]
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return "\n".join((f"[{key_of(seed)}]", *lines)) + "\n"


def check_new(seed: str) -> None:
    """Raises ``RegistryError`` for a portal that is in the registry already."""
    for key, portal in load_portals().items():
        if key == key_of(seed) or same_address(portal.seed) == same_address(seed):
            raise RegistryError(f"{seed} is in the registry already, as {key!r}")


def add_entry(registry: Path, seed: str, findings: Findings) -> Path:
    """Into a file, or the file of the portal's province in a folder."""
    name = file_of(findings.metas.get("SiteIDCode", ""))
    file = registry if registry.suffix == ".toml" else registry / name
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    entry = entry_of(seed, findings)
    file.write_text(f"{before.rstrip()}\n\n{entry}" if before else entry, encoding="utf-8")
    return file
