"""Whom to ask: families of portals, the registry, and how reports are found on a portal."""
