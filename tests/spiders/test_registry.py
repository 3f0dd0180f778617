"""The registry names file and entry in whatever is wrong with it."""

from pathlib import Path

import pytest

from spiders.registry import RegistryError, check_address, find_portal, load_portals

GOOD = '[yunxi]\nname = "云溪市人民政府"\nseed = "http://127.0.0.1:8001/"\nfamily = "trs"\n'


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "portals.toml"
    monkeypatch.setenv("GONGKAI_PORTALS", str(file))
    return file


def test_four_lines_are_a_portal(registry: Path) -> None:
    registry.write_text(GOOD, encoding="utf-8")
    portal = find_portal("yunxi")
    assert (portal.name, portal.seed, portal.family) == (
        "云溪市人民政府",
        "http://127.0.0.1:8001/",
        "trs",
    )


def test_an_own_entry_replaces_the_one_of_its_seed(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GONGKAI_PORTALS")
    key, shipped = next(iter(load_portals().items()))
    registry.write_text(f'[ours]\nname = "x"\nseed = "{shipped.seed}"\n', encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PORTALS", str(registry))
    portals = load_portals()
    assert "ours" in portals
    assert key not in portals


def test_the_shipped_registry_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_PORTALS", raising=False)
    portals = load_portals()
    assert len(portals) > 400
    assert not any(portal.verified for portal in portals.values()), "verified by a crawl only"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[yunxi]\nname = ", "Invalid value"),
        ('\n[yunxi]\nname = "x"\n', r":2: \[yunxi\]: .*seed"),
        (GOOD + 'colour = "red"\n', r":5: \[yunxi\]: .*colour"),
        (GOOD + "delay = inf\n", r":5: \[yunxi\]: .*delay"),
        (GOOD + 'hosts = ["http://b.test/"]\n', r":5: \[yunxi\]: 'http://b.test/' is no host name"),
        (GOOD + 'hosts = ["B.test"]\n', r":5: \[yunxi\]: 'B.test' is no host name"),
        (GOOD + 'spider = "odd"\n', r":4: \[yunxi\]: .*leave out family"),
        ('[yunxi]\nname = ""\nseed = "http://x.test/"\n', r":2: \[yunxi\]: .*name"),
        ('[yunxi]\nname = "x"\nseed = "http://u:p@x.test/"\n', "not a web address"),
        ('[yunxi]\nname = "x"\nseed = "http://x.test/ "\n', "not a web address"),
        (
            '[a]\nname = "x"\nseed = "http://x.test"\n[b]\nname = "x"\nseed = "https://X.test:443/"\n',
            "https://X.test:443/ is already at .*:1$",
        ),
        (GOOD + 'region = "999999"\n', r":5: \[yunxi\]: no division has the code '999999'"),
        (GOOD + 'delay = "2"\n', r":5: \[yunxi\]: .*delay"),
        ('[yunxi]\nname = "x"\nseed = "ftp://x.test/"\n', "not a web address"),
        (GOOD + GOOD, "yunxi"),
        (GOOD + GOOD.replace("yunxi", "yunxi2"), r":5: http://127.0.0.1:8001/ is already at .*:1$"),
    ],
)
def test_a_broken_entry_names_its_file(registry: Path, text: str, told: str) -> None:
    registry.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match=told) as raised:
        load_portals()
    assert str(registry) in str(raised.value)


def test_an_unknown_portal_says_what_to_do(registry: Path) -> None:
    registry.write_text(GOOD, encoding="utf-8")
    with pytest.raises(RegistryError, match="--url"):
        find_portal("nowhere")


@pytest.mark.parametrize(
    "url", ["", "yunxi", "ftp://x.test/", "http://", "http://[", "http://x:99999/"]
)
def test_what_is_not_a_web_address(url: str) -> None:
    with pytest.raises(RegistryError, match="not a web address"):
        check_address(url)


def test_a_bare_host_gets_its_path() -> None:
    assert check_address("http://x.test:8001") == "http://x.test:8001/"
