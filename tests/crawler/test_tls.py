"""TLS is strict, unless the registry says otherwise of a portal."""

import ssl

import pytest
from scrapy.settings import Settings

from crawler.tls import LEGACY_SERVER_CONNECT, make_context
from spiders.registry import Portal


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
