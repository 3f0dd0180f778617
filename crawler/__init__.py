"""How to ask: the Scrapy project, and the commands on top of it."""

__version__ = "0.1.0"
