"""A country in a box: portals of every family, served on loopback, for a demo and for tests.

with Country(seed=2021) as country:
    crawl(portal.url for portal in country.portals)
    country.day = 2
    crawl(portal.url for portal in country.portals)
    assert changes() == country.expected_changes(2)
"""

from demo.country import Country, ExpectedChange, ExpectedReport, Portal
from demo.server import Request

__all__ = ["Country", "ExpectedChange", "ExpectedReport", "Portal", "Request"]
