"""Public suffixes are known without asking anyone."""

import socket

import pytest
from scrapy.downloadermiddlewares import cookies

from crawler.middlewares.cookies import OfflineCookiesMiddleware
from crawler.settings import DOWNLOADER_MIDDLEWARES


@pytest.mark.parametrize(
    ("domain", "public"), [("gov.cn", True), ("x.gov.cn", False), ("com", True)]
)
def test_no_connection_is_made(monkeypatch: pytest.MonkeyPatch, domain: str, public: bool) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert cookies._is_public_domain(domain) is public


def test_it_takes_the_place_of_scrapys_own() -> None:
    name = f"{OfflineCookiesMiddleware.__module__}.{OfflineCookiesMiddleware.__name__}"
    assert DOWNLOADER_MIDDLEWARES[name] == 700
    assert DOWNLOADER_MIDDLEWARES["scrapy.downloadermiddlewares.cookies.CookiesMiddleware"] is None
