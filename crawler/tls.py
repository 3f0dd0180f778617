"""How strictly a portal's TLS is taken: strictly, unless its entry in the registry says otherwise.

Seen on portals: renegotiation of before RFC 5746, TLS 1.0, short keys (``legacy``); certificates of
another name, or long expired (``unverified``, which takes the former too).
"""

import ssl

from scrapy.settings import BaseSettings
from scrapy.utils.ssl import _make_ssl_context

LEGACY_SERVER_CONNECT = getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
"""Of OpenSSL 3; Python names it from 3.12 on."""


def make_context(settings: BaseSettings) -> ssl.SSLContext:
    context = _make_ssl_context(settings)
    if settings["TLS"] == "strict":
        return context
    context.options |= LEGACY_SERVER_CONNECT
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    if settings["TLS"] == "unverified":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
