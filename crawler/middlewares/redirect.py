"""Redirects as Scrapy follows them, those of a page to itself as well.

Some portals answer the first request with a cookie and the same address again; whoever brings the
cookie gets the page. Scrapy's filter of duplicates would drop that request without a word.
"""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.failures import EndlessRedirect
from crawler.spider import spider_of


class SelfRedirectMiddleware(RedirectMiddleware):
    """``REDIRECT_MAX_TIMES`` ends a page that turns for ever.

    ``request.meta["leads"]`` says that the scope goes where the request is led: it is that of the
    ``seed``, or of a ``disclosure`` link, which may name its platform by a redirect only.
    """

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        try:
            following: Request = super()._redirect(redirected, request, reason)
        except IgnoreRequest as error:
            raise EndlessRedirect(str(error)) from None
        if following.url == request.url:
            following.dont_filter = True
        self._widen(following, request)
        return following

    def _widen(self, following: Request, request: Request) -> None:
        leads = request.meta.get("leads")
        if leads == "seed":
            spider_of(self.crawler).scope.move(following.url, request.url)
        elif leads == "disclosure":
            spider_of(self.crawler).scope.admit(following.url, request.url)
