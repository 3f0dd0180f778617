"""Portals of generated reports, served from memory by a process of their own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

from demo.report import invent

LISTED = 100
"""Links on a list page."""
CHROME = (
    """<div class="top"><a href="/">首页</a> <a href="/gknb/1.html">政府信息公开年报</a></div>"""
)


def pages(count: int, portal: int = 0) -> dict[str, bytes]:
    """Path → page: a home, list pages with 下一页 links, and ``count`` reports, which no other
    portal has."""
    first = portal * count
    reports = [(f"/gknb/d/{n}.html", *_report(n)) for n in range(first, first + count)]
    listed = [reports[at : at + LISTED] for at in range(0, count, LISTED)]
    site = {"/": _page("云溪市人民政府", CHROME), "/robots.txt": b""}
    for number, rows in enumerate(listed, start=1):
        links = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title, _ in rows)
        more = f'<a href="/gknb/{number + 1}.html">下一页</a>' if number < len(listed) else ""
        site[f"/gknb/{number}.html"] = _page("政府信息公开年报", f"{CHROME}<ul>{links}</ul>{more}")
    return site | {path: body for path, _, body in reports}


@contextmanager
def served(count: int, portals: int = 1) -> Iterator[list[str]]:
    """The addresses of so many portals of ``count`` reports each, as long as the context lasts."""
    ours, theirs = get_context("spawn").Pipe()
    arguments = (count, portals, theirs)
    process = get_context("spawn").Process(target=_serve, args=arguments, daemon=True)
    process.start()
    try:
        yield [f"http://127.0.0.1:{port}/" for port in ours.recv()]
    finally:
        process.terminate()
        process.join()


def _report(number: int) -> tuple[str, bytes]:
    report = invent(number, year=2021 + number % 4)
    title = f"{report.title}（{number}）"
    head = f"<h1>{title}</h1><p>发布时间：{report.published}　浏览次数：{number % 977}</p>"
    return title, _page(title, f'{CHROME}{head}<div id="zoom">{report.html()}</div>')


def _page(title: str, body: str) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    ).encode()


class _Static(asyncio.Protocol):
    """Just enough of HTTP/1.1 to be faster than any crawler: keep-alive GETs from a dict."""

    def __init__(self, site: dict[bytes, bytes]) -> None:
        self.site = site

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.received = transport, b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, self.received = self.received.split(b"\r\n\r\n", 1)
            path = head.split(b" ", 2)[1]
            body = self.site.get(path)
            status = b"404 Not Found" if body is None else b"200 OK"
            self.transport.write(
                b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (status, len(body or b""), body or b"")
            )


def _serve(count: int, portals: int, pipe: Connection) -> None:
    asyncio.run(_listen([pages(count, portal) for portal in range(portals)], pipe))


async def _listen(sites: list[dict[str, bytes]], pipe: Connection) -> None:
    """Each on a port of its own: to a crawler another port is another host."""
    loop = asyncio.get_running_loop()
    servers = []
    for site in sites:
        by_path = {path.encode(): body for path, body in site.items()}
        server = await loop.create_server(partial(_Static, by_path), "127.0.0.1", 0)
        servers.append(server)
    pipe.send([server.sockets[0].getsockname()[1] for server in servers])
    await asyncio.gather(*(server.serve_forever() for server in servers))
