"""What goes over the wire, and what the log says of it."""

import gzip
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from demo import Country

Fetch = Callable[..., Any]


def test_pages_are_compressed_for_those_who_accept_it(country: Country, fetch: Fetch) -> None:
    url = country.expected(1)[0].url
    packed = fetch(url, headers={"Accept-Encoding": "gzip"})
    plain = fetch(url)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 4


def test_the_city_redirects_its_home_page(country: Country, fetch: Fetch) -> None:
    answer = fetch(country.portals[0].url)
    assert (answer.status, answer.headers["Location"]) == (302, "/index.html")


def test_the_district_refreshes_its_platform(country: Country, fetch: Fetch) -> None:
    answer = fetch(urljoin(country.portals[2].url, "/gongkai/"))
    assert b'http-equiv="refresh" content="0;url=index.html"' in answer.body


def test_robots_allow_or_are_missing(country: Country, fetch: Fetch) -> None:
    answers = [fetch(urljoin(portal.url, "/robots.txt")) for portal in country.portals[:3]]
    assert [answer.status for answer in answers] == [200, 200, 404]
    assert all(b"User-agent: *" in answer.body for answer in answers[:2])


def test_a_validator_saves_the_body_until_the_page_moves(country: Country, fetch: Fetch) -> None:
    url = country.expected(1)[0].url
    etag = fetch(url).headers["ETag"]
    unchanged = fetch(url, headers={"If-None-Match": etag})
    assert (unchanged.status, unchanged.body) == (304, b"")
    country.day = 2
    assert fetch(url, headers={"If-None-Match": etag}).status == 200


def test_the_county_sets_two_cookies(country: Country, fetch: Fetch) -> None:
    assert len(fetch(country.portals[1].url).headers.get_all("Set-Cookie")) == 2


def test_the_log_has_a_request_before_its_reply_arrives(country: Country, fetch: Fetch) -> None:
    url = urljoin(country.portals[1].url, "/nowhere?a=1")
    fetch(url, headers={"User-Agent": "gongkai-test"}, form={"b": "2"})
    (seen,) = country.requests
    assert seen.start <= seen.end
    assert seen[2:] == ("青禾县人民政府", "POST", "/nowhere?a=1", 404, "gongkai-test")


def test_overlapping_requests_can_be_seen(fetch: Fetch) -> None:
    with Country(delay=0.1) as country:
        url = country.portals[0].url
        threads = [threading.Thread(target=fetch, args=(url,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ((first, second),) = pairwise(sorted(country.requests))
    assert second.start < first.end


def test_a_form_too_long_is_cut_and_the_connection_closed(country: Country) -> None:
    connection = HTTPConnection(urlsplit(country.portals[1].url).netloc, timeout=10)
    connection.request("POST", "/nowhere", body=b"x" * 20_000)
    reply = connection.getresponse()
    assert reply.status == 404
    reply.read()
    connection.close()


def test_leaving_closes_ports_and_open_connections(fetch: Fetch) -> None:
    with Country() as country:
        (url, *_) = (portal.url for portal in country.portals)
        connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        connection.request("GET", "/index.html")
        assert connection.getresponse().read()
    with pytest.raises(OSError, match="refused"):
        fetch(url)
    assert connection.sock.recv(1) == b""


def test_a_head_has_no_body(country: Country) -> None:
    connection = HTTPConnection(urlsplit(country.portals[3].url).netloc, timeout=10)
    for method in ("HEAD", "GET"):  # on one connection: a body left over would break the next
        connection.request(method, "/")
        reply = connection.getresponse()
        body = reply.read()
        assert (reply.status, bool(body)) == (200, method == "GET")
    connection.close()


def test_pages_come_in_chunks_where_a_portal_sends_them_so(country: Country, fetch: Fetch) -> None:
    (chunked,) = (portal for portal in country.portals if portal.dialect == "numbered")
    urls = [report.url for report in country.expected(1) if report.portal == chunked.name]
    answer = fetch(urls[0])
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert answer.headers["Content-Length"] is None
    assert answer.body.endswith(b"</html>\n")


def test_last_modified_stays_while_the_page_does(country: Country, fetch: Fetch) -> None:
    url = next(r.url for r in country.expected(1) if r.portal == country.portals[3].name)
    stamp = fetch(url).headers["Last-Modified"]
    assert stamp == "Mon, 10 Mar 2025 00:00:00 GMT"
    country.day = 2
    assert fetch(url, headers={"If-Modified-Since": stamp}).status == 304
    assert fetch(url).status == 200


def test_a_country_that_lies_calls_a_changed_page_unmodified(
    country: Country, fetch: Fetch
) -> None:
    url = country.expected(1)[0].url
    etag = fetch(url).headers["ETag"]
    country.day, country.lies = 2, True
    assert fetch(url, headers={"If-None-Match": etag}).status == 304
    assert fetch(url).status == 200


def test_a_client_named_as_a_tool_is_refused(country: Country, fetch: Fetch) -> None:
    (portal,) = (portal for portal in country.portals if portal.dialect == "timeline")
    assert fetch(portal.url, headers={"User-Agent": "curl/8.5.0"}).status == 403
    assert fetch(portal.url, headers={"User-Agent": "gongkai"}).status == 200
