"""Requests that send a form, as the scripts of portals send them."""

from collections.abc import Mapping
from urllib.parse import urlencode

from scrapy import Request


def post(url: str, form: Mapping[str, object]) -> Request:
    return Request(
        url,
        method="POST",
        body=urlencode(form, doseq=True),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
