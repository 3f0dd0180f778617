"""CMS families: dialects that many portals share, each one small engine and its spider."""
