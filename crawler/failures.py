"""A reason in plain words for whatever kept a page from us; the key it is counted under."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError


class PrivateAddressRefused(OSError):
    """A page's link or redirect, or the DNS, led to an address that is not a public one."""


class Dropped(IgnoreRequest):
    """A request or response taken out of the crawl by gongkai itself, which has counted it under
    its reason already."""


REASONS: dict[type[BaseException], str] = {
    CannotResolveHostError: "host name does not resolve",
    DownloadTimeoutError: "timed out",
    DownloadCancelledError: "larger than DOWNLOAD_MAXSIZE",
    ResponseDataLossError: "connection broke off",
    UnsupportedURLSchemeError: "not an http(s) address",
    DownloadConnectionRefusedError: "connection refused",
    DownloadFailedError: "connection failed",
}


def reason_of(error: BaseException | None) -> str:
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        # Scrapy's own, which knows of no other, for a body that grows beyond the limit.
        bomb = isinstance(error.__cause__, ValueError)
        return "larger than DOWNLOAD_MAXSIZE once decompressed" if bomb else str(error)
    if _refused_as_private(error):
        return "private address refused"
    for kind, reason in REASONS.items():
        if isinstance(error, kind):
            return reason
    return f"{type(error).__name__}: {error}"


def _refused_as_private(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PrivateAddressRefused):
            return True
        error = error.__cause__ or error.__context__
    return False
