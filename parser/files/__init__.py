"""Files that are no HTML and no text: PDF, Word, Excel, RTF, OFD, zip. Each reader is bytes → page,
and raises ``UnreadableDocument`` for what it cannot read."""
