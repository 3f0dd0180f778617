"""Which addresses belong to a portal: by host and port."""

import pytest

from crawler.scope import Scope, loops, origin


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.x.gov.cn/a", "www.x.gov.cn"),
        ("http://www.x.gov.cn:80/a", "www.x.gov.cn"),
        ("https://www.x.gov.cn:443/", "www.x.gov.cn"),
        ("https://www.x.gov.cn:80/", "www.x.gov.cn:80"),
        ("http://www.x.gov.cn./a", "www.x.gov.cn"),
        ("http://WWW.X.gov.cn:8080/", "www.x.gov.cn:8080"),
    ],
)
def test_origin(url: str, expected: str) -> None:
    assert origin(url) == expected


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("http://www.x.gov.cn/a", True),
        ("https://www.x.gov.cn/a", True),
        ("http://files.x.gov.cn/a", True),
        ("http://www.x.gov.cn:8080/a", False),
        ("http://other.gov.cn/", False),
        ("http://127.0.0.1/", False),
        ("file:///etc/passwd", False),
        ("ftp://www.x.gov.cn/", False),
        ("http://[broken", False),
    ],
)
def test_what_is_inside(url: str, inside: bool) -> None:
    assert (url in Scope("http://www.x.gov.cn/", hosts=["files.x.gov.cn"])) is inside


@pytest.mark.parametrize(
    ("seed", "link", "admitted"),
    [
        ("http://www.x.gov.cn/", "http://xxgk.x.gov.cn/zfxxgknb/", True),
        ("http://www.x.gov.cn:8080/", "http://xxgk.x.gov.cn/zfxxgknb/", True),
        ("http://www.x.gov.cn./", "http://xxgk.x.gov.cn./zfxxgknb/", True),
        ("http://www.x.gov.cn/", "http://x.example.com/zfxxgknb/", False),
        ("http://www.x.gov.cn/", "http://gov.cn.example.com/", False),
        ("http://127.0.0.1:8001/", "http://www.x.gov.cn/", False),
    ],
)
def test_disclosure_links_widen_the_scope_to_public_bodies_only(
    seed: str, link: str, admitted: bool
) -> None:
    scope = Scope(seed)
    scope.admit(link, page=seed)
    assert (link in scope) is admitted


def test_a_host_that_was_admitted_admits_no_other() -> None:
    scope = Scope("http://www.county.gov.cn/")
    scope.admit("http://xxgk.county.gov.cn/", page="http://www.county.gov.cn/zwgk/")
    scope.admit("http://www.gov.cn/", page="http://xxgk.county.gov.cn/")
    assert "http://xxgk.county.gov.cn/zfxxgknb/" in scope
    assert "http://www.gov.cn/" not in scope


def test_a_portal_that_moved_admits_as_before() -> None:
    scope = Scope("http://county.gov.cn/")
    scope.move("http://www.county.gov.cn/", seed="http://county.gov.cn/")
    scope.admit("http://xxgk.county.gov.cn/", page="http://www.county.gov.cn/")
    assert "http://xxgk.county.gov.cn/zfxxgknb/" in scope


def test_a_portal_moves_to_public_bodies_only() -> None:
    scope = Scope("http://county.gov.cn/")
    scope.move("http://parked.example/", seed="http://county.gov.cn/")
    assert "http://parked.example/" not in scope


@pytest.mark.parametrize(
    ("path", "loop"),
    [
        ("/nb/nb/nb/1.html", True),
        ("/gk/nb/gk/nb/gk/nb/", True),
        ("/nb/nb/nb", True),
        ("/nb/nb/1.html", False),
        ("/nb/nb2/nb/nb2/nb", False),
        ("/1/1/11/1.html", False),
        ("/gk/?u=/nb/nb/nb/", False),
    ],
)
def test_a_path_that_repeats_itself(path: str, loop: bool) -> None:
    assert loops(f"http://www.x.gov.cn{path}") == loop
