"""The bodies of a fictional country. No place of these names exists."""

from typing import NamedTuple


class Body(NamedTuple):
    """An organ that owes a report every year."""

    name: str
    we: str
    """How it calls itself: 我市, 我局, 我镇 …"""
    address: str
    telephone: str
    volume: int
    """Requests of a busy year."""
    government: bool = False
    """Governments report until 31 March, all others until 31 January (条例第四十九条)."""
    rules: bool = False
    """May make 规章: of the bodies here only the government of the city."""


CITY = Body(
    "云湄市人民政府", "我市", "云湄市澜江大道1号", "0700-2100001", 420, government=True, rules=True
)
CITY_OFFICE = Body("云湄市人民政府办公室", "我办", "云湄市澜江大道1号", "0700-2100012", 60)
EDUCATION = Body("云湄市教育局", "我局", "云湄市学苑路26号", "0700-2103377", 48)
MARKET = Body("云湄市市场监督管理局", "我局", "云湄市衡准路9号", "0700-2105290", 95)

COUNTY = Body("青禾县人民政府", "我县", "青禾县稻香大街8号", "0700-6610001", 130, government=True)
COUNTY_FINANCE = Body("青禾县财政局", "我局", "青禾县稻香大街31号", "0700-6612208", 24)
COUNTY_CIVIL = Body("青禾县民政局", "我局", "青禾县惠民巷5号", "0700-6615120", 22)
TOWN = Body("青禾县霁川镇人民政府", "我镇", "青禾县霁川镇中心街2号", "0700-6680016", 6)

# The addresses of the district need GBK: 堃, 镕 and 喆 are not in GB2312.
DISTRICT = Body("望澜区人民政府", "我区", "望澜区堃宁路18号", "0700-3390001", 160, government=True)
HOUSING = Body("望澜区住房和城乡建设局", "我局", "望澜区镕金街77号", "0700-3394600", 110)
STREET = Body("望澜区棠湾街道办事处", "我街道", "望澜区喆园路3号", "0700-3398815", 14)
