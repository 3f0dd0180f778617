"""The systems of the portals: six families, each in several dialects, and a guard."""

from demo.portals.generic.columns import Columns
from demo.portals.generic.descending import Descending
from demo.portals.generic.notices import Notices
from demo.portals.generic.numbered import Numbered
from demo.portals.generic.tables import Tables
from demo.portals.gkmlpt.files import Files
from demo.portals.gkmlpt.platform import Platform
from demo.portals.gkmlpt.posts import Posts
from demo.portals.guard.shut import Shut
from demo.portals.guard.walls import Walls
from demo.portals.hanweb.datastore import Datastore
from demo.portals.hanweb.module import Module
from demo.portals.hanweb.units import Units
from demo.portals.lonsun.labels import Labels
from demo.portals.lonsun.shows import Shows
from demo.portals.lonsun.timeline import Timeline
from demo.portals.site import Site
from demo.portals.trs.counted import Counted
from demo.portals.trs.directories import Directories
from demo.portals.trs.framed import Framed
from demo.portals.ucap.lists import Lists
from demo.portals.ucap.search import Search
from demo.portals.ucap.sites import Sites

DIALECTS: dict[str, type[Site]] = {
    f"{site.family}/{site.dialect}": site
    for site in (
        Directories, Counted, Framed,
        Datastore, Units, Module,
        Lists, Search, Sites,
        Platform, Posts, Files,
        Timeline, Labels, Shows,
        Tables, Descending, Columns, Numbered, Notices,
        Walls, Shut,
    )
}  # fmt: skip
"""By family and dialect: `trs/directories`."""
