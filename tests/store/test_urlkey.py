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
        ("http://yunxi.example/x;jsessionid=4F?a=1", "example,yunxi)/x?a=1"),
        ("http://yunxi.example/x?a=1&PHPSESSID=4f", "example,yunxi)/x?a=1"),
        ("file:///srv/2023.html", ")/srv/2023.html"),
    ],
)
def test_urlkey(url: str, key: str) -> None:
    assert urlkey(url) == key
