"""Kaipu Ucap (开普): one dialect a file."""
