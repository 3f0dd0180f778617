"""The spider for a portal whose family nobody told: every page is read in every dialect."""

from spiders.base import PortalSpider
from spiders.families.generic import Generic
from spiders.families.hanweb import Hanweb
from spiders.families.trs import Trs


class AnyPortalSpider(PortalSpider):
    name = "portal"
    families = (Trs(), Hanweb(), Generic())
