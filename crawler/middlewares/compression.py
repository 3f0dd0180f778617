"""Decompression as Scrapy does it, of bodies as well whose coding the server forgot to name."""

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

from store.content_encoding import coding_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class UnlabelledCompressionMiddleware(HttpCompressionMiddleware):
    def process_response(  # type: ignore[override]  # Scrapy's own keeps an argument of old
        self, request: "Request", response: "Response"
    ) -> "Request | Response":
        label, kind = (
            (response.headers.get(name) or b"").decode("latin-1")
            for name in ("Content-Encoding", "Content-Type")
        )
        coding = coding_of(label, kind or "text/html", response.body)
        if coding != label:
            response.headers["Content-Encoding"] = coding
        return super().process_response(request, response)
