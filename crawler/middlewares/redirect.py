"""Redirects as Scrapy follows them, those of a page to itself as well.

Some portals answer the first request with a cookie and the same address again; whoever brings the
cookie gets the page. Scrapy's filter of duplicates would drop that request without a word.
"""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware


class SelfRedirectMiddleware(RedirectMiddleware):
    """``REDIRECT_MAX_TIMES`` ends a page that turns for ever."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        following: Request = super()._redirect(redirected, request, reason)
        if following.url == request.url:
            following.dont_filter = True
        return following
