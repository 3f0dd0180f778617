"""The registry's files: one a province, by the first digits of division codes (GB/T 2260)."""

PROVINCES = {
    "11": "beijing", "12": "tianjin", "13": "hebei", "14": "shanxi", "15": "inner-mongolia",
    "21": "liaoning", "22": "jilin", "23": "heilongjiang",
    "31": "shanghai", "32": "jiangsu", "33": "zhejiang", "34": "anhui", "35": "fujian",
    "36": "jiangxi", "37": "shandong",
    "41": "henan", "42": "hubei", "43": "hunan", "44": "guangdong", "45": "guangxi", "46": "hainan",
    "50": "chongqing", "51": "sichuan", "52": "guizhou", "53": "yunnan", "54": "tibet",
    "61": "shaanxi", "62": "gansu", "63": "qinghai", "64": "ningxia", "65": "xinjiang",
}  # fmt: skip
CENTRAL, OTHER = "central", "other"
CENTRAL_CODE = "bm"
"""``SiteIDCode`` of organs of the State Council: bm07000001."""


def file_of(site_code: str) -> str:
    """The file for a portal whose ``SiteIDCode`` this is, as far as it tells."""
    if site_code.startswith(CENTRAL_CODE):
        return f"{CENTRAL}.toml"
    return f"{PROVINCES.get(site_code[:2], OTHER)}.toml"
