"""Lonsun (龙讯): one dialect a file."""
