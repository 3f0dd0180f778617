"""The families of content management systems that the portals of the country run on."""

from demo.portals.hanweb import HanwebSite
from demo.portals.plain import PlainSite
from demo.portals.site import Site
from demo.portals.trs import TrsSite

FAMILIES: dict[str, type[Site]] = {site.family: site for site in (TrsSite, HanwebSite, PlainSite)}
