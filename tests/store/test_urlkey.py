import pytest

from store.urlkey import urlkey


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.Yunxi.example/A.html", "example,yunxi)/a.html"),
        ("https://yunxi.example", "example,yunxi)/"),
        ("https://yunxi.example:443/", "example,yunxi)/"),
        ("http://yunxi.example:8080/", "example,yunxi:8080)/"),
        ("http://yunxi.example/l?b=2&a=1&c=", "example,yunxi)/l?a=1&b=2&c="),
        (f"http://yunxi.example/x?a=1&PHPSESSID={'4f' * 16}", "example,yunxi)/x?&a=1"),
        (f"http://yunxi.example/x?jsessionid={'4F' * 16}&a=1", "example,yunxi)/x?a=1"),
        ("http://yunxi.example/nb//2023/../2024/", "example,yunxi)/nb/2024"),
        ("http://yunxi.example./年报?q=年#top", "example,yunxi)/%e5%b9%b4%e6%8a%a5?q=%e5%b9%b4"),
        ("http://云溪.example/%e5%b9%b4", "example,xn--9kq759e)/%e5%b9%b4"),
        ("file:///srv/2023.html", "file:/srv/2023.html"),
    ],
)
def test_urlkey(url: str, key: str) -> None:
    assert urlkey(url) == key
