"""Guangdong: NFCMS and gkmlpt: one dialect a file."""
