"""Settings of the Scrapy project: polite by default, everything received is archived.

Each can be overridden as in any Scrapy project (``scrapy crawl portal -s ARCHIVE=…``); those of
gongkai itself stand first.
"""

import os

from crawler import __version__

ARCHIVE = os.environ.get("GONGKAI_ARCHIVE", "archive")
DATABASE = os.environ.get("GONGKAI_DATABASE")
"""SQLAlchemy URL of the index; ``None`` keeps it in ``ARCHIVE/index.sqlite``."""

GONGKAI_PARSER = os.environ.get("GONGKAI_PARSER", "parser:parse_report")
"""``package.module:function`` from a ``parser.Document`` to a ``parser.Extraction``."""

PARSE_PROCESSES = os.cpu_count() or 1
"""Reading a report costs twice what fetching it does, so no core is left to the crawl alone."""

PROGRESS = False
"""Show a bar on stderr while crawling; ``gongkai crawl`` switches it on."""

REMOVAL_CONFIRMED_HOURS = 20.0
"""After which a second 404 or 410 confirms a removal; see ``store.change`` for why it is these."""

CLOCK_OFFSET = 0.0
"""Seconds added to the clock that dates captures; the demo country travels in time with it."""

BOT_NAME = "gongkai"
SPIDER_MODULES = ["spiders.portal", "spiders.probe", "spiders.families", "spiders.odd"]

CONTACT = os.environ.get("GONGKAI_CONTACT")
USER_AGENT = f"gongkai/{__version__} (archive of government disclosure reports" + (
    f"; {CONTACT})" if CONTACT else ")"
)
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 2
"""Of one crawl: one in flight and one waiting for its turn, so that Ctrl-C is heard at once (what
waits in the downloader is still fetched) and portals crawled side by side do not share a limit."""
CONCURRENT_PORTALS = 100
"""At two seconds a request, as many as one process keeps up with; each takes some 5 MB."""
CONCURRENT_ITEMS = 1
"""Per response. A page gives one item; Scrapy starts this many tasks for each, needed or not."""
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.5
CRAWL_DELAY_MAX = 30.0
"""Seconds: a longer ``Crawl-delay`` of a robots.txt is cut to this, at which the largest portals of
the field still take no more than a few days."""
FULL_FETCH_DAYS = 30.0
"""A page is asked for on condition that it has changed; after so many days it is fetched whole, so
that a server that answers 304 whatever happens is found out."""
ONLY_DUE = False
"""Leave out report pages that are not due for another look, and list pages past known reports; for
crawls on a schedule (``gongkai crawl --due``)."""
RESUME_HOURS = 48.0
"""A crawl that was stopped or killed is gone on with, unless it began longer ago than that."""
BACKOFF_MAX = 300.0
"""Seconds: the delay doubles with each refusal or failure in a row, up to this."""
RETRY_AFTER_MAX = 120.0
"""Seconds a crawl waits because a portal asks for it; where it asks for more, it is left alone."""
BREAKER_FAILURES = 8
"""Refusals or failures in a row after which a host is left alone."""
BREAKER_SECONDS = 600.0
"""How long; then one request tries again."""
DAILY_BUDGET = 20_000
"""Requests to one host in a day, over all crawls of the archive: half of what the delay allows, and
twice the largest portal of the field."""
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
"""The longest report seen is a scanned PDF of some 20 MB; more is not a report."""
DOWNLOAD_VERIFY_CERTIFICATES = True
BROWSER = False
"""Render pages in Chromium; on for the portals whose entry in the registry says so."""
BROWSER_EXECUTABLE = os.environ.get("GONGKAI_BROWSER")
"""``None`` takes the Chromium or Chrome that is on the path."""
TLS = "strict"
"""``legacy`` or ``unverified`` where a portal's entry in the registry says so."""
REDIRECT_MAX_TIMES = 5
HTTPPROXY_ENABLED = False
"""Behind a proxy the addresses that are connected to could not be checked any more."""
CLOSESPIDER_PAGECOUNT = 50_000
"""The largest portals have some thousand report pages; a crawl of more is in a trap."""

DOWNLOADER = "crawler.downloader.UnpausedDownloader"
# The asyncio downloader keeps what stock Scrapy's Twisted client forgets (see crawler.handler).
TWISTED_REACTOR_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.WireDownloadHandler",
    "https": "crawler.handler.WireDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.middlewares.browser.BrowserMiddleware": 10,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.scope.ScopeMiddleware": 50,
    "crawler.middlewares.due.DueMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.blocked.BlockedMiddleware": 540,
    "crawler.middlewares.charset.CharsetMiddleware": 545,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.compression.UnlabelledCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.redirect.SelfRedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.middlewares.cookies.OfflineCookiesMiddleware": 700,
    "crawler.middlewares.known.KnownPagesMiddleware": 880,
    # Closest to the wire: redirects (600), retries (550) and compression (590) are still ahead.
    "crawler.middlewares.capture.CaptureMiddleware": 900,
}
ITEM_PIPELINES = {
    "crawler.pipelines.extract.ExtractPipeline": 300,
    "crawler.pipelines.record.RecordPipeline": 500,
}
EXTENSIONS: dict[str, int | None] = {
    "crawler.session.Session": 0,
    "crawler.extensions.recheck.RecheckExtension": 100,
    "crawler.extensions.progress.ProgressExtension": 200,
    # Doors into the process that a crawler of hostile pages does not need.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
LOG_LEVEL = os.environ.get("GONGKAI_LOG_LEVEL", "INFO")
LOG_FORMATTER = "crawler.logformat.ArchiveLogFormatter"
