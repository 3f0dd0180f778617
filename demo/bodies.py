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

# Those who report on the smaller portals.
CHENGLAN = Body(
    "澄岚市人民政府", "我市", "澄岚市望云大道6号", "0710-2200001", 210, government=True, rules=True
)
CHENGLAN_FARMING = Body("澄岚市农业农村局", "我局", "澄岚市穗丰路12号", "0710-2203315", 30)
SHUANGLING = Body("霜岭县人民政府", "我县", "霜岭县堃德街1号", "0711-6300001", 70, government=True)
LANGXI = Body("琅溪县人民政府", "我县", "琅溪县清波路8号", "0712-6400001", 90, government=True)
LANGXI_WATER = Body("琅溪县水利局", "我局", "琅溪县堰塘路3号", "0712-6403120", 12)
LUYU = Body("鹿屿区人民政府", "我区", "鹿屿区海晏路20号", "0713-3500001", 140, government=True)
LUYU_EDUCATION = Body("鹿屿区教育局", "我局", "鹿屿区书香巷2号", "0713-3503366", 26)
LUYU_JUSTICE = Body("鹿屿区司法局", "我局", "鹿屿区公允街5号", "0713-3504418", 9)
YICHUAN = Body("漪川县人民政府", "我县", "漪川县临川大街10号", "0714-6600001", 60, government=True)
YICHUAN_CULTURE = Body("漪川县文化和旅游局", "我局", "漪川县临川大街44号", "0714-6605210", 15)
LUOHE = Body("洛禾市人民政府", "我市", "洛禾市嘉禾路1号", "0715-2700001", 180, government=True)
LUOHE_STATISTICS = Body("洛禾市统计局", "我局", "洛禾市嘉禾路19号", "0715-2704090", 8)
ZHAOLING = Body("昭岭县人民政府", "我县", "昭岭县昭阳街9号", "0716-6800001", 55, government=True)
ZHAOLING_FORESTRY = Body("昭岭县林业局", "我局", "昭岭县青松路17号", "0716-6803302", 11)
WUTING = Body("梧汀市人民政府", "我市", "梧汀市碧梧路2号", "0717-2900001", 240, government=True)
WUTING_SHIPPING = Body("梧汀市交通运输局", "我局", "梧汀市港湾路88号", "0717-2905517", 37)
YANZHOU = Body("雁洲区人民政府", "我区", "雁洲区芦荻路6号", "0718-3100001", 85, government=True)
YANZHOU_STREET = Body("雁洲区南汀街道办事处", "我街道", "雁洲区南汀路4号", "0718-3107735", 7)
TONGXI = Body("桐汐县人民政府", "我县", "桐汐县桐荫路3号", "0719-6200001", 45, government=True)
WEIZE = Body("苇泽县人民政府", "我县", "苇泽县芦花街1号", "0720-6500001", 65, government=True)
WEIZE_HEALTH = Body("苇泽县卫生健康委员会", "我委", "苇泽县杏林路9号", "0720-6504271", 19)
SONGJIAN = Body("松涧县人民政府", "我县", "松涧县听松路5号", "0721-6700001", 75, government=True)
SONGJIAN_AUDIT = Body("松涧县审计局", "我局", "松涧县听松路37号", "0721-6706618", 6)
DUYUN = Body("渡云县人民政府", "我县", "渡云县渡口街2号", "0722-6900001", 50, government=True)
DUYUN_TOWN = Body("渡云县白鹭镇人民政府", "我镇", "渡云县白鹭镇沙堤街1号", "0722-6907001", 5)
HUANXI = Body("浣溪县人民政府", "我县", "浣溪县浣纱路7号", "0723-6100001", 58, government=True)
HUANXI_TRAFFIC = Body("浣溪县交通运输局", "我局", "浣溪县浣纱路29号", "0723-6102299", 17)
TANZHOU = Body("檀州区人民政府", "我区", "檀州区紫檀街1号", "0724-3300001", 105, government=True)
TINGLAN = Body("汀兰县人民政府", "我县", "汀兰县芳汀路8号", "0725-6000001", 40, government=True)
TINGLAN_SAFETY = Body("汀兰县应急管理局", "我局", "汀兰县芳汀路61号", "0725-6003847", 13)
JIYAN = Body("霁岩县人民政府", "我县", "霁岩县岩前街6号", "0727-6600010", 52, government=True)
QIANQIU = Body("阡丘县人民政府", "我县", "阡丘县陌上街3号", "0726-6600008", 33, government=True)
