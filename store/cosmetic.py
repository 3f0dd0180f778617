"""Cosmetic changes: other bytes that say the same. They make no version, and can be counted."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from store.models import Capture, Derivation, Version

_seen, _first, _last = aliased(Capture), aliased(Capture), aliased(Capture)
_read = aliased(Derivation)
COSMETIC = (
    select(func.count(_seen.payload_id.distinct()) - 1)
    .select_from(_seen)
    .join(_read, _read.payload_id == _seen.payload_id)
    .join(_first, _first.id == Version.first_capture_id)
    .join(_last, _last.id == Version.last_capture_id)
    .where(
        _seen.page_id == Version.page_id,
        _seen.captured_at.between(_first.captured_at, _last.captured_at),
        _read.content_digest == Derivation.content_digest,
        _read.parser_version == Derivation.parser_version,
    )
    .correlate(Version, Derivation)
    .scalar_subquery()
)
"""Payloads in which the same parser read the content of a ``Version``, which its ``Derivation``
has, beyond the first."""
