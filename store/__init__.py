"""What was seen: WARC files, which are the truth, and an index of captures, versions and changes.

1. ``recorder`` writes a capture (``exchange`` → ``records`` → ``warcwriter``) and its index row
   (``captured``); what no record of a capture says stands in records of its own (``crawlfacts``)
2. ``derivation`` reads its payload with the parser, in any process
3. ``chain`` compares it with the page's latest version (``tip``, ``change``)
4. ``queries`` looks things up, ``warc`` leads back to the bytes
"""
