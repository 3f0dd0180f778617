"""TRS WCM (拓尔思): directories of static pages, relative links, a pager that only a script knows.

The trap: page 1 is ``index.html``, and ``index_1.html`` is page 2. The number of pages stands in
``createPageHTML(total, current, "index", "html")`` or in the variable ``countPage``.
"""

import re
from collections.abc import Iterator

from scrapy import Request
from scrapy.http import TextResponse

from spiders.base import PortalSpider
from spiders.families.family import Family
from spiders.families.generic import Generic

_CALL = re.compile(
    r"createPage(?:HTML)?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
_VARIABLE = re.compile(r"\bvar\s+countPage\s*=\s*(\d+)")
MAX_PAGES = 200


class Trs(Family):
    name = "trs"

    def pages(self, response: TextResponse) -> Iterator[Request]:
        """All pages at once, told by the first one (a later page's script tells them again)."""
        if match := _CALL.search(response.text):
            total, stem, extension = int(match[1]), match[3], match[4]
        elif match := _VARIABLE.search(response.text):
            total, stem, extension = int(match[1]), "index", "html"
        else:
            return
        for number in range(1, min(total, MAX_PAGES)):
            yield Request(response.urljoin(f"{stem}_{number}.{extension}"))


class TrsSpider(PortalSpider):
    name = "trs"
    families = (Trs(), Generic())
