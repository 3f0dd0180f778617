"""What can go wrong between a caller and the parser."""


class UnreadableDocument(ValueError):
    """Raised when the bytes are of a kind that is not read: nothing at all, or PDF, Word, a
    picture … The message says what they are. Another document may be read; trying this one
    again will not help. Every other input, however broken, yields an ``Extraction``."""
