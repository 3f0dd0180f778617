"""Portals of no family, one file each (see ``docs/portals.md``)."""
