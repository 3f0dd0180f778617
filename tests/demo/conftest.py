"""Fixtures for the country in a box."""

from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from demo import Country


class Answer(NamedTuple):
    """What came back, as it came: redirects unfollowed, bodies undecoded."""

    status: int
    headers: Message
    body: bytes


Fetch = Callable[..., Answer]


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Never."""


@pytest.fixture
def country() -> Iterator[Country]:
    """A country on day 1."""
    with Country() as country:
        yield country


@pytest.fixture
def fetch() -> Fetch:
    """`fetch(url, headers={…}, form={…})`; a form makes it a POST."""
    opener = build_opener(_Stay)

    def fetch(
        url: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
    ) -> Answer:
        data = urlencode(form).encode() if form is not None else None
        request = Request(url, data, dict(headers or {}))  # noqa: S310 - loopback
        try:
            with opener.open(request, timeout=10) as reply:
                return Answer(reply.status, reply.headers, reply.read())
        except HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    return fetch
