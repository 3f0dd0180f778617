"""HTML → page: tables lifted into grids, the main text, and what metas and labels say."""
