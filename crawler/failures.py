"""A reason in plain words for whatever kept a page from us; the key it is counted under."""

import ssl
from collections.abc import Iterator

from aiohttp import ClientResponseError
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


class EndlessRedirect(IgnoreRequest):
    """One redirect more than ``REDIRECT_MAX_TIMES``."""


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
    if reason := _reason_below(list(_causes(error))):
        return reason
    for kind, reason in REASONS.items():
        if isinstance(error, kind):
            return reason
    return f"{type(error).__name__}: {error}"


def _reason_below(causes: list[BaseException]) -> str | None:
    """Where an error was raised from tells more than its own kind."""
    if any(isinstance(cause, PrivateAddressRefused) for cause in causes):
        return "private address refused"
    if any(isinstance(cause, ClientResponseError) and _too_long(cause) for cause in causes):
        return "response header too large"
    if refused := [cause for cause in causes if isinstance(cause, ssl.SSLError)]:
        return f"TLS refused: {_tls_fault(refused[-1])} (see tls in docs/portals.md)"
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error itself first, what it all began with last."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _too_long(error: ClientResponseError) -> bool:
    """aiohttp hands on its parser's ``LineTooLong`` in words alone."""
    return error.message.startswith("Got more than")


def _tls_fault(error: ssl.SSLError) -> str:
    """OpenSSL's words: ``self-signed certificate``, ``tlsv1 alert protocol version``."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(error.verify_message)
    return (error.reason or str(error)).lower().replace("_", " ")
