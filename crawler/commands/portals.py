"""``gongkai portals``: lists the registry, and checks it on the way."""

import typer

from crawler.commands.options import AsJson, print_json


def portals(*, json: AsJson = False) -> None:
    """List the registered portals; a broken registry is told by file and line, and a spider that
    nobody has written by its name.

    [bold]gongkai portals --json[/bold]
    """
    import msgspec

    from crawler.commands.display import console, table
    from spiders.registry import load_portals

    entries = load_portals()
    if spiders := {entry.spider for entry in entries.values() if entry.spider}:
        from crawler.run import check_spiders, project_settings

        check_spiders(spiders, project_settings())
    if json:
        print_json({"id": key, **msgspec.to_builtins(entry)} for key, entry in entries.items())
        return
    listed = table("id", "name", "body", "family", "region", "seed", "state")
    for key, entry in entries.items():
        verified = "verified" if entry.verified else "unverified"
        state = f"broken: {entry.broken}" if entry.broken else verified
        family = entry.spider or entry.family or ""
        listed.add_row(
            key, entry.name, entry.body or "", family, entry.region or "", entry.seed, state
        )
    console.print(listed)
    count = sum(entry.verified for entry in entries.values())
    typer.echo(f"portals: {len(entries)}, verified by a crawl: {count}")
