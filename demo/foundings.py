"""Which portals there are, on what system each runs, and who reports there on which years.

No division of the real world has a code that begins with 99.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from demo.bodies import (
    CHENGLAN,
    CHENGLAN_FARMING,
    CITY,
    CITY_OFFICE,
    COUNTY,
    COUNTY_CIVIL,
    COUNTY_FINANCE,
    DISTRICT,
    DUYUN,
    DUYUN_TOWN,
    EDUCATION,
    HOUSING,
    HUANXI,
    HUANXI_TRAFFIC,
    JIYAN,
    LANGXI,
    LANGXI_WATER,
    LUOHE,
    LUOHE_STATISTICS,
    LUYU,
    LUYU_EDUCATION,
    LUYU_JUSTICE,
    MARKET,
    QIANQIU,
    SHUANGLING,
    SONGJIAN,
    SONGJIAN_AUDIT,
    STREET,
    TANZHOU,
    TINGLAN,
    TINGLAN_SAFETY,
    TONGXI,
    TOWN,
    WEIZE,
    WEIZE_HEALTH,
    WUTING,
    WUTING_SHIPPING,
    YANZHOU,
    YANZHOU_STREET,
    YICHUAN,
    YICHUAN_CULTURE,
    ZHAOLING,
    ZHAOLING_FORESTRY,
    Body,
)


class Enclosure(NamedTuple):
    """A file that comes with an article."""

    kind: Literal["pdf", "docx"]
    alone: bool = True
    """The page says nothing but that the report is in the file."""


PDF, DOCX = Enclosure("pdf"), Enclosure("docx")
BOTH = Enclosure("docx", alone=False)
Work = tuple[Body, int]
"""The report of a body on a year."""


class Founding(NamedTuple):
    """How a portal is set up."""

    key: str
    name: str
    dialect: str
    """Family and dialect: `trs/directories`."""
    code: str
    """The SiteIDCode."""
    first_serial: int
    terms: Mapping[Body, range]
    guests: tuple[Work, ...] = ()
    """Reports that stand on other portals too, or at another address of this one."""
    enclosures: Mapping[Work, Enclosure] = {}
    meetings: int = 0
    """News of meetings among the reports."""


FOUNDINGS = (
    Founding(
        "city",
        "云湄市人民政府",
        "trs/directories",
        "9901000001",
        200100,
        {
            CITY: range(2016, 2025),
            CITY_OFFICE: range(2020, 2025),
            EDUCATION: range(2019, 2025),
            MARKET: range(2021, 2025),
        },
    ),
    Founding(
        "county",
        "青禾县人民政府",
        "hanweb/datastore",
        "9901210004",
        310100,
        {
            COUNTY: range(2016, 2025),
            COUNTY_FINANCE: range(2020, 2025),
            COUNTY_CIVIL: range(2022, 2025),
            TOWN: range(2021, 2025),
        },
        # A parent's reports on the portal of a county: the same text at a second address.
        guests=((CITY, 2023), (CITY, 2024)),
    ),
    Founding(
        "district",
        "望澜区人民政府",
        "generic/tables",
        "9901020002",
        4100,
        {
            DISTRICT: range(2018, 2025),
            HOUSING: range(2020, 2025),
            STREET: range(2021, 2025),
        },
    ),
    Founding(
        "chenglan",
        "澄岚市人民政府",
        "trs/counted",
        "9902000003",
        15699300,
        {CHENGLAN: range(2019, 2025), CHENGLAN_FARMING: range(2022, 2025)},
        enclosures={(CHENGLAN, 2022): PDF},
    ),
    Founding(
        "shuangling",
        "霜岭县人民政府",
        "trs/framed",
        "9902210007",
        88100,
        {SHUANGLING: range(2017, 2025)},
        meetings=2,
    ),
    Founding(
        "langxi",
        "琅溪县人民政府",
        "hanweb/units",
        "9903220001",
        7100,
        {LANGXI: range(2020, 2025), LANGXI_WATER: range(2022, 2025)},
        guests=((LANGXI, 2021),),
        meetings=1,
    ),
    Founding(
        "luyu",
        "鹿屿区人民政府",
        "hanweb/module",
        "9903050002",
        9100,
        {
            LUYU: range(2022, 2025),
            LUYU_EDUCATION: range(2022, 2025),
            LUYU_JUSTICE: range(2023, 2025),
        },
        enclosures={(LUYU_JUSTICE, 2024): DOCX},
    ),
    Founding(
        "yichuan",
        "漪川县人民政府",
        "ucap/lists",
        "9904240005",
        5100,
        {YICHUAN: range(2019, 2025), YICHUAN_CULTURE: range(2022, 2025)},
        enclosures={(YICHUAN_CULTURE, 2023): DOCX, (YICHUAN, 2024): BOTH},
    ),
    Founding(
        "luohe",
        "洛禾市人民政府",
        "ucap/search",
        "9904000001",
        6100,
        {LUOHE: range(2020, 2025), LUOHE_STATISTICS: range(2021, 2025)},
        enclosures={(LUOHE_STATISTICS, 2022): PDF},
        meetings=14,
    ),
    Founding(
        "zhaoling",
        "昭岭县人民政府",
        "ucap/sites",
        "9904270003",
        8100,
        {ZHAOLING: range(2020, 2025), ZHAOLING_FORESTRY: range(2021, 2025)},
    ),
    Founding(
        "wuting",
        "梧汀市人民政府",
        "gkmlpt/platform",
        "9905000002",
        4688900,
        {WUTING: range(2019, 2025), WUTING_SHIPPING: range(2022, 2025)},
        meetings=96,
    ),
    Founding(
        "yanzhou",
        "雁洲区人民政府",
        "gkmlpt/posts",
        "9905060004",
        9469000,
        {YANZHOU: range(2019, 2025), YANZHOU_STREET: range(2022, 2025)},
        meetings=1,
    ),
    Founding(
        "tongxi",
        "桐汐县人民政府",
        "gkmlpt/files",
        "9905280001",
        3377000,
        {TONGXI: range(2019, 2025)},
        guests=((WUTING, 2023),),
        enclosures={(TONGXI, year): PDF for year in range(2019, 2025)},
    ),
    Founding(
        "weize",
        "苇泽县人民政府",
        "lonsun/timeline",
        "9906290006",
        11112200,
        {WEIZE: range(2019, 2025), WEIZE_HEALTH: range(2022, 2025)},
    ),
    Founding(
        "songjian",
        "松涧县人民政府",
        "lonsun/labels",
        "9906310002",
        37034500,
        {SONGJIAN: range(2019, 2025), SONGJIAN_AUDIT: range(2022, 2025)},
        enclosures={(SONGJIAN_AUDIT, 2022): PDF},
        meetings=1,
    ),
    Founding(
        "duyun",
        "渡云县人民政府",
        "lonsun/shows",
        "9906330008",
        6400,
        {DUYUN: range(2019, 2025), DUYUN_TOWN: range(2022, 2025)},
    ),
    Founding(
        "huanxi",
        "浣溪县人民政府",
        "generic/descending",
        "9907210003",
        3300,
        {HUANXI: range(2018, 2025), HUANXI_TRAFFIC: range(2022, 2025)},
        enclosures={(HUANXI_TRAFFIC, 2023): PDF},
    ),
    Founding(
        "tanzhou",
        "檀州区人民政府",
        "generic/columns",
        "9907020004",
        2200,
        {TANZHOU: range(2019, 2025)},
        guests=((HUANXI, 2024),),
        meetings=2,
    ),
    Founding(
        "tinglan",
        "汀兰县人民政府",
        "generic/numbered",
        "9907230001",
        199200,
        {TINGLAN: range(2018, 2025), TINGLAN_SAFETY: range(2022, 2025)},
        meetings=1,
    ),
    Founding(
        "qianqiu",
        "阡丘县人民政府",
        "generic/notices",
        "9907250009",
        1880000,
        {QIANQIU: range(2021, 2025)},
        meetings=9,
    ),
    Founding(
        "jiyan",
        "霁岩县人民政府",
        "guard/walls",
        "9908210001",
        20100,
        {JIYAN: range(2015, 2025)},
    ),
    Founding(
        "closed",
        "霁岩县信访局",
        "guard/shut",
        "9908210002",
        30100,
        {},
        guests=((JIYAN, 2024),),
    ),
)
