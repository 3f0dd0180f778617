"""Cookies as Scrapy keeps them, but with the public suffix list that tldextract brings along.

Scrapy's own middleware downloads the list at its first cookie, from a host that no portal named.
"""

from scrapy.downloadermiddlewares import cookies
from tldextract import TLDExtract

cookies._split_domain = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)


class OfflineCookiesMiddleware(cookies.CookiesMiddleware):
    """Named in the settings, so that the line above has run before the first cookie."""
