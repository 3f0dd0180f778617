"""TLS is strict, unless the registry says otherwise of a portal."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from scrapy.settings import Settings

from crawler.tls import LEGACY_SERVER_CONNECT, make_context
from demo.report import invent
from spiders.registry import Portal
from tests.crawler.conftest import serve
from tests.crawler.wire import Gongkai, WireServer, http


@pytest.mark.parametrize(
    ("tls", "legacy", "verified"),
    [("strict", False, True), ("legacy", True, True), ("unverified", True, False)],
)
def test_what_an_entry_allows(tls: str, legacy: bool, verified: bool) -> None:
    entry = Portal(name="x", seed="https://x.test/", tls=tls)  # type: ignore[arg-type]
    settings = Settings({"DOWNLOAD_VERIFY_CERTIFICATES": True, **entry.settings()})
    context = make_context(settings)
    assert bool(context.options & LEGACY_SERVER_CONNECT) == legacy
    assert (context.minimum_version == ssl.TLSVersion.MINIMUM_SUPPORTED) == legacy
    assert context.check_hostname == verified
    assert (context.verify_mode == ssl.CERT_REQUIRED) == verified


@pytest.fixture(params=["of an authority nobody knows", "TLS 1.0"])
def portal(request: pytest.FixtureRequest) -> Iterator[tuple[WireServer, str]]:
    """A portal on the wire, and why it is refused; the older one has the same certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    fault = "unable to get local issuer certificate"
    if request.param == "TLS 1.0":
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        fault = "tlsv1 alert protocol version"
    with serve("127.0.0.1", context) as served:
        report = invent("tls", year=2023)
        served.pages = {
            "/": http(f'<a href="/2023.html">{report.title}</a>'),
            "/2023.html": http(f"<title>{report.title}</title>{report.html()}"),
        }
        yield served, fault


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated")
def test_a_portal_is_reached_as_its_entry_allows(
    portal: tuple[WireServer, str],
    gongkai: Gongkai,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served, fault = portal
    entry = '[{0}]\nname = "x"\nseed = "{1}?{0}"\ntls = "{0}"\ndelay = 0\n'
    entries = "".join(entry.format(tls, served.url) for tls in ("strict", "unverified"))
    (tmp_path / "own.toml").write_text(entries, encoding="utf-8")
    served.pages["/?unverified"] = served.pages["/"]
    monkeypatch.setenv("GONGKAI_PORTALS", str(tmp_path))
    strict, unverified = gongkai("crawl", "strict", "unverified", "--json").rows
    assert f"TLS refused: {fault}" in strict["trouble"]
    assert (strict["reports"], unverified["reports"], unverified["trouble"]) == (0, 1, None)
