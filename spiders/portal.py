"""The spider for a portal whose family nobody told: every page is read in every dialect."""

from spiders.base import PortalSpider
from spiders.recognition import FAMILIES


class AnyPortalSpider(PortalSpider):
    name = "portal"
    families = FAMILIES
