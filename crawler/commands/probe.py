"""``gongkai probe``: a first look at a portal, and its entry in the registry."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.commands.errors import DONE_IN_PART, STOPPED
from crawler.commands.options import AsJson, print_json

if TYPE_CHECKING:
    from crawler.run import Crawled
    from spiders.probe import Findings

MAX_PAGES = 100
"""Looked at: home, platform, and the lists of the year or the organs; a probe is no crawl."""
REGISTRY = Path("spiders/portals")
PAGES = Path("tests/spiders/pages")


def probe(
    url: Annotated[str, typer.Argument(help="Address of a portal.")],
    *,
    write: Annotated[
        bool, typer.Option(help="Add the entry to the registry, and its pages to the tests.")
    ] = False,
    delay: Annotated[
        float | None,
        typer.Option(min=0, max=3600, help="Seconds between requests to a host (default 2)."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Tell a portal's family and where its reports stand, without fetching one.

    With --write, in a checkout of gongkai or with GONGKAI_PORTALS set, the portal is registered.
    In a checkout its pages are saved as fixtures, whose tests fail until somebody has read them.

    [bold]gongkai probe http://www.example.gov.cn/ --write[/bold]
    """
    from crawler import run
    from spiders.probe import Findings
    from spiders.registry import check_address

    seed = check_address(url)
    registry = _registry(seed) if write else None
    findings = Findings()
    overrides: dict[str, Any] = {"CLOSESPIDER_PAGECOUNT": MAX_PAGES}
    if delay is not None:
        overrides["DOWNLOAD_DELAY"] = delay
    with TemporaryDirectory(prefix="gongkai-probe-") as archive:
        target = run.Target(None, seed, "probe", {"findings": findings})
        (crawled,) = run.crawl_targets([target], Path(archive), None, overrides)
    told = _told(seed, findings, crawled)
    print_json([told]) if json else _print(told)
    if registry is not None and findings.column:
        _write(registry, seed, findings)
    if crawled.finish == run.STOPPED:
        raise typer.Exit(STOPPED)
    if crawled.trouble and not findings.columns:
        typer.echo(f"gongkai: {crawled.trouble}", err=True)
        raise typer.Exit(DONE_IN_PART)


def _registry(seed: str) -> Path:
    """Where to write; looked for before the portal is asked for anything."""
    from spiders.entry import check_new
    from spiders.registry import RegistryError

    own = os.environ.get("GONGKAI_PORTALS")
    registry = Path(own) if own else REGISTRY
    if not (own or registry.is_dir()):
        raise RegistryError(
            f"--write needs a registry: run it in a checkout, where {REGISTRY} is, or set "
            "GONGKAI_PORTALS to a TOML file"
        )
    check_new(seed)
    return registry


def _told(seed: str, findings: "Findings", crawled: "Crawled") -> dict[str, Any]:
    family, evidence = next(iter(findings.families), (None, []))
    robots = [reason for reason in crawled.dropped if "robots.txt" in reason]
    return {
        "seed": seed,
        "family": family,
        "evidence": evidence,
        "others": [name for name, _ in findings.families[1:]],
        "column": findings.column,
        "reports": findings.reports,
        "years": findings.years,
        "encoding": findings.encoding,
        "metas": findings.metas,
        "robots": "; ".join(robots) or "allowed",
        "blocked": [reason for reason in crawled.dropped if reason.startswith("blocked")],
        "pages": crawled.pages,
    }


def _print(told: dict[str, Any]) -> None:
    from crawler.commands.display import console, table

    facts = table("", "")
    facts.show_header = False
    for name, value in told.items():
        if value:
            facts.add_row(name, _in_words(value))
    console.print(facts)


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{name}={content}" for name, content in value.items()]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _write(registry: Path, seed: str, findings: "Findings") -> None:
    from spiders.entry import add_entry, key_of
    from spiders.fixtures import save_page

    file = add_entry(registry, seed, findings)
    typer.echo(f"{file}: [{key_of(seed)}] added", err=True)
    if not PAGES.is_dir():  # no checkout: the registry is the user's own
        return
    for part, page in findings.pages.items():
        folder = PAGES / findings.families[0][0] / key_of(seed) / part
        save_page(folder, page)
        typer.echo(f"{folder}: read the page and its golden, then set reviewed", err=True)
