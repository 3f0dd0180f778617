"""Reads the text of a page as the parser does, whatever its labels say of its bytes.

Portals moved from GBK to UTF-8, or to another server, and their labels did not: a menu read in the
wrong encoding leads nowhere. Stands at 545, behind decompression (590); the bytes stay as they are.
"""

from typing import TYPE_CHECKING

from scrapy.http import TextResponse
from w3lib.encoding import http_content_type_encoding

from parser.text.decoding import encoding_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class CharsetMiddleware:
    def process_response(self, request: "Request", response: "Response") -> "Response":  # noqa: ARG002
        return relabelled(response) if isinstance(response, TextResponse) else response


def relabelled(response: TextResponse) -> TextResponse:
    kind = response.headers.get("Content-Type") or b""
    charset = http_content_type_encoding(kind.decode("latin-1"))
    encoding = encoding_of(response.body, charset)
    return response if encoding == response.encoding else response.replace(encoding=encoding)
