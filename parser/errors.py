"""What can go wrong between a caller and the parser."""


class UnreadableDocument(ValueError):
    """Raised when the bytes are of a kind that is not read, such as nothing at all or a picture,
    or of a file too damaged, too large or too well locked to be read. The message says which, and
    what to do. Another document may be read; trying this one again will not help. Every other
    input, however broken, yields an ``Extraction``."""
